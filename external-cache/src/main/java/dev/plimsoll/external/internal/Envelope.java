package dev.plimsoll.external.internal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The bytes around every value:
 *
 * <pre>
 *  0  magic "PL"         2 bytes
 *  2  format             1
 *  3  codec              1
 *  4  CRC32C             4   over everything but itself and "expires": header, key, value
 *  8  generation         8   of the namespace when it was written
 * 16  version            8   drawn anew by every write
 * 24  created            8   milliseconds since 1970
 * 32  expires            6+2 milliseconds since 1970, 0 for never, and its own check
 * 40  grace              4   milliseconds that the server keeps it past "expires"
 * 44  load cost          4   microseconds
 * 48  value
 * </pre>
 *
 * "expires" has a check of its own so that a server-side script can replace it, together with the
 * server's own time to live, without the value.
 */
public final class Envelope {

  /** Bytes before the value. */
  public static final int HEADER = 48;

  /** Where the generation stands. */
  public static final int GENERATION_AT = 8;

  /** Where the version stands. */
  public static final int VERSION_AT = 16;

  /** Where the expiry stands. */
  public static final int EXPIRES_AT = 32;

  /** The first two bytes. */
  public static final String MAGIC = "PL";

  private static final int CODEC_AT = 3;
  private static final int CRC_AT = 4;
  private static final int CREATED_AT = 24;
  private static final int GRACE_AT = 40;
  private static final byte FORMAT = 1;
  private static final long CHECK_SEED = 0x5bd1_e995_0000_0000L;

  /** 2^64 divided by the golden ratio: Fibonacci hashing. */
  private static final long GOLDEN = 0x9e37_79b9_7f4a_7c15L;

  private Envelope() {}

  /**
   * What is known of a value besides its bytes and the generation.
   *
   * @param codec the codec's number
   * @param version this write's version
   * @param created now, in milliseconds since 1970
   * @param expires the end, in milliseconds since 1970; 0 for never
   * @param graceMillis how long the server keeps it past the end
   * @param costMicros how long it took to load; 0 when it was not loaded
   */
  public record Header(
      int codec, long version, long created, long expires, int graceMillis, int costMicros) {

    /**
     * {@return whether the end has passed}
     *
     * @param nowMillis milliseconds since 1970
     */
    public boolean isExpired(long nowMillis) {
      return expires != 0 && expires <= nowMillis;
    }
  }

  /**
   * {@return the envelope's bytes}
   *
   * @param header what to say of the value
   * @param generation the namespace's generation
   * @param key the key's bytes
   * @param value the encoded value
   */
  public static byte[] seal(Header header, long generation, byte[] key, byte[] value) {
    byte[] bytes = new byte[HEADER + value.length];
    ByteBuffer out = ByteBuffer.wrap(bytes);
    out.put((byte) MAGIC.charAt(0)).put((byte) MAGIC.charAt(1)).put(FORMAT);
    out.put((byte) header.codec()).putInt(0).putLong(generation).putLong(header.version());
    out.putLong(header.created()).putLong(expiresField(header.expires()));
    out.putInt(header.graceMillis()).putInt(header.costMicros()).put(value);
    out.putInt(CRC_AT, checksum(bytes, key));
    return bytes;
  }

  /**
   * {@return the header of sound bytes, or null for anything else}
   *
   * @param bytes what the server had
   * @param key the key's bytes
   */
  public static @Nullable Header open(byte[] bytes, byte[] key) {
    if (bytes.length < HEADER || bytes[0] != MAGIC.charAt(0) || bytes[1] != MAGIC.charAt(1)) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    long expiresField = in.getLong(EXPIRES_AT);
    boolean sound =
        bytes[2] == FORMAT
            && expiresField(expiresField >>> 16) == expiresField
            && in.getInt(CRC_AT) == checksum(bytes, key);
    if (!sound) {
      return null;
    }
    return new Header(
        bytes[CODEC_AT] & 0xff,
        in.getLong(VERSION_AT),
        in.getLong(CREATED_AT),
        expiresField >>> 16,
        in.getInt(GRACE_AT),
        in.getInt(GRACE_AT + 4));
  }

  /**
   * {@return the generation in sound bytes}
   *
   * @param bytes what the server had
   */
  public static long generation(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getLong(GENERATION_AT);
  }

  /**
   * {@return an expiry as the header holds it}
   *
   * @param millis milliseconds since 1970, below 2^48
   */
  public static long expiresField(long millis) {
    long check = (millis * GOLDEN + CHECK_SEED) >>> 48;
    return (millis << 16) | check;
  }

  /** Replaces the expiry in sealed bytes. */
  public static void setExpires(byte[] bytes, long millis) {
    ByteBuffer.wrap(bytes).putLong(EXPIRES_AT, expiresField(millis));
  }

  private static int checksum(byte[] bytes, byte[] key) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, CRC_AT);
    crc.update(bytes, GENERATION_AT, EXPIRES_AT - GENERATION_AT);
    crc.update(bytes, GRACE_AT, bytes.length - GRACE_AT);
    crc.update(key, 0, key.length);
    return (int) crc.getValue();
  }
}
