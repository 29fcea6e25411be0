/**
 * Caches that are bounded, can be found and can be cleared. Caffeine, Flight Recorder and JMX are
 * used where they are present.
 */
module dev.plimsoll.cache {
  requires transitive dev.plimsoll.retention;
  requires static com.github.benmanes.caffeine;
  requires static java.management;
  requires static jdk.jfr;
  requires static transitive org.jspecify;

  exports dev.plimsoll.cache;
}
