package dev.plimsoll.external.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Steps that must happen at once on the server. KEYS: the generation, the entry. The offsets are
 * those of the envelope's header, counted from 1.
 */
final class RedisScripts {

  /** The client's generation is not the current one. */
  static final long OUTDATED = -1;

  /** An entry kept past its end on purpose, as a stand-in, is not usable. */
  private static final String USABLE =
      """
      if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end
      local head = redis.pcall('GETRANGE', KEYS[2], 0, 47)
      local usable = type(head) == 'string' and #head == 48
        and string.sub(head, 1, 4) == ARGV[2] and string.sub(head, 9, 16) == ARGV[1]
      if usable and string.sub(head, 41, 44) ~= '\\0\\0\\0\\0'
        and string.sub(head, 33, 38) <= ARGV[3] then
        usable = false
      end
      """;

  /** ARGV: generation, first four bytes, now, version or "", envelope, milliseconds or "0". */
  static final RedisScripts PUT =
      onEntry(
          """
      if ARGV[4] == '' then
        if usable then return 0 end
      elseif not usable or string.sub(head, 17, 24) ~= ARGV[4] then
        return 0
      end
      if ARGV[6] == '0' then
        redis.call('SET', KEYS[2], ARGV[5])
      else
        redis.call('SET', KEYS[2], ARGV[5], 'PX', ARGV[6])
      end
      return 1
      """);

  /** ARGV: generation, first four bytes, now, the "expires" field, milliseconds or "0". */
  static final RedisScripts TOUCH =
      onEntry(
          """
      if not usable then return 0 end
      redis.call('SETRANGE', KEYS[2], 32, ARGV[4])
      if ARGV[5] == '0' then
        redis.call('PERSIST', KEYS[2])
      else
        redis.call('PEXPIRE', KEYS[2], ARGV[5])
      end
      return 1
      """);

  /** KEYS: the lease; ARGV: the holder's token. */
  static final RedisScripts RELEASE =
      new RedisScripts(
          """
          if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
          return 1
          """);

  /** KEYS: the stream; ARGV: the capacity, the element. Answers 0 when it is full. */
  static final RedisScripts OFFER =
      new RedisScripts(
          """
          if redis.call('XLEN', KEYS[1]) >= tonumber(ARGV[1]) then return 0 end
          redis.call('XADD', KEYS[1], '*', 'e', ARGV[2])
          return 1
          """);

  /** KEYS: the stream; ARGV: the group, the entry's id. Done once, it leaves the stream as well. */
  static final RedisScripts ACKNOWLEDGE =
      new RedisScripts(
          """
          local done = redis.call('XACK', KEYS[1], ARGV[1], ARGV[2])
          redis.call('XDEL', KEYS[1], ARGV[2])
          return done
          """);

  private final byte[] source;
  private final byte[] digest;

  private static RedisScripts onEntry(String body) {
    return new RedisScripts(USABLE + body);
  }

  private RedisScripts(String script) {
    this.source = script.getBytes(StandardCharsets.UTF_8);
    this.digest = sha1(source);
  }

  byte[] source() {
    return source.clone();
  }

  byte[] digest() {
    return digest.clone();
  }

  private static byte[] sha1(byte[] source) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-1").digest(source);
      return HexFormat.of().formatHex(hash).getBytes(StandardCharsets.UTF_8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
