package dev.plimsoll.servers;

import java.nio.file.Path;

/**
 * A server's program, wherever it was found.
 *
 * @param name what it is called
 * @param origin where it came from, for reports
 * @param launch makes a server that runs it and logs to a file
 */
record ServerProgram(String name, String origin, Launch launch) {

  /** Makes a server that is not started yet; its output goes to a file. */
  @FunctionalInterface
  interface Launch {
    ServerRun to(Path log);
  }

  /**
   * Looks for {@code redis-server}.
   *
   * @return the program found first
   * @throws IllegalStateException when there is none; the message names every attempt and remedies
   */
  static ServerProgram redis() {
    return Found.REDIS;
  }

  /**
   * Looks for {@code memcached}.
   *
   * @return the program found first
   * @throws IllegalStateException when there is none; the message names every attempt and remedies
   */
  static ServerProgram memcached() {
    return Found.MEMCACHED;
  }

  private static final class Found {
    static final ServerProgram REDIS = ProgramSearch.redis(Places.real());
    static final ServerProgram MEMCACHED = ProgramSearch.memcached(Places.real());
  }
}
