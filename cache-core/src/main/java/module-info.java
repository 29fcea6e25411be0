/** Caches that are bounded, can be found and can be cleared. */
module dev.plimsoll.cache {
  requires transitive dev.plimsoll.retention;
  requires static com.github.benmanes.caffeine;
  requires static transitive org.jspecify;

  exports dev.plimsoll.cache;
}
