/**
 * What a container tells about the objects it holds, and who listens. Depends on nothing but the
 * JDK, and needs no more of it than {@code java.base}: what else is named here is used where it is
 * present.
 */
@SuppressWarnings("module") // those it is shared with are compiled later
module dev.plimsoll.retention {
  requires static java.management;
  requires static java.net.http;
  requires static jdk.jfr;
  requires static jdk.management;
  requires static org.jspecify;

  exports dev.plimsoll.alert;
  exports dev.plimsoll.retention;
  exports dev.plimsoll.retention.internal to
      dev.plimsoll.cache,
      dev.plimsoll.queue,
      dev.plimsoll.simulator;
  exports dev.plimsoll.retention.recording;
}
