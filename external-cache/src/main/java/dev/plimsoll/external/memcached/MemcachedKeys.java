package dev.plimsoll.external.memcached;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What keys are called on the server. Memcached takes at most 250 bytes without spaces and control
 * characters, and would read a line break in a key as the next command; a key that does not fit is
 * replaced by its SHA-256. Should two ever share one, the envelope tells them apart.
 */
final class MemcachedKeys {

  private static final int LONGEST = 250;

  private final String namespace;

  MemcachedKeys(String namespace) {
    this.namespace = namespace;
  }

  String generation() {
    return namespace + "!gen";
  }

  String entry(String key) {
    return name(namespace + ":", key);
  }

  String lease(String key) {
    return name(namespace + "!lease:", key);
  }

  private static String name(String prefix, String key) {
    boolean fits = prefix.length() + 1 + key.length() <= LONGEST && isPlain(key);
    // The mark keeps a hash apart from a key that looks like one.
    return fits ? prefix + "=" + key : prefix + "#" + hash(key);
  }

  private static boolean isPlain(String key) {
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (c <= ' ' || c > '~') {
        return false;
      }
    }
    return true;
  }

  private static String hash(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
