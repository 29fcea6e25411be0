/**
 * What a container tells about the objects it holds, and who listens. Depends on nothing but the
 * JDK.
 */
module dev.plimsoll.retention {
  requires static org.jspecify;

  exports dev.plimsoll.retention;
}
