package dev.plimsoll.cache;

import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * A start-up check: a host application may manage Caffeine to a version that does not fit, and the
 * error that follows much later names nobody.
 */
final class CaffeineVersion {

  /** Came with 3.1. */
  private static final String WITNESS = "com.github.benmanes.caffeine.cache.Policy$CacheEntry";

  private CaffeineVersion() {}

  static void check() {
    check(WITNESS);
  }

  static void check(String witness) {
    Class<?> any = Caffeine.class;
    try {
      Class.forName(witness, false, any.getClassLoader());
    } catch (ClassNotFoundException e) {
      String version = any.getPackage().getImplementationVersion();
      throw new IllegalStateException(
          "Plimsoll needs com.github.ben-manes.caffeine:caffeine 3.1 or later, found "
              + (version == null ? "an unknown version" : version)
              + " at "
              + any.getProtectionDomain().getCodeSource()
              + ": set its managed version in your build",
          e);
    }
  }
}
