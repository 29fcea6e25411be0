package dev.plimsoll.servers;

import java.io.IOException;
import java.util.List;

/** One server that runs: a process of this machine, or one in a container. */
interface ServerRun {

  /** Starts it; it may not accept connections yet. */
  void start(List<String> arguments) throws IOException;

  /** {@return whether it was started and has not ended} */
  boolean isAlive();

  /** Stops it in the middle of whatever it does, without ending it. */
  void freeze();

  /** Lets it go on. */
  void thaw();

  /** Ends it at once; does nothing when it does not run. */
  void destroy();
}
