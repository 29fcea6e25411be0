/**
 * The real JVM's side: collections, owners that grow, heap dumps. Depends on the retention SPI and
 * the JDK.
 */
module dev.plimsoll.watch {
  requires static org.jspecify;
  requires transitive dev.plimsoll.retention;
  requires java.management;
  requires jdk.management;
  requires jdk.unsupported;
  requires static jdk.jfr;
  requires static java.management.rmi;
  requires static jdk.attach;

  exports dev.plimsoll.watch;
  exports dev.plimsoll.watch.rule;
}
