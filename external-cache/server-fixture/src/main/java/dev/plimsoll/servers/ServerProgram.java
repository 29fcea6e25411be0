package dev.plimsoll.servers;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A server's executable and what it needs to run.
 *
 * @param executable the program
 * @param libraries folders to search for its shared libraries; empty when the system has them
 * @param origin where it came from, for reports
 */
public record ServerProgram(Path executable, List<Path> libraries, String origin) {

  public ServerProgram {
    libraries = List.copyOf(libraries);
  }

  /**
   * Looks for {@code redis-server}.
   *
   * @return the program found first
   * @throws IllegalStateException when there is none; the message names every attempt and remedies
   */
  public static ServerProgram redis() {
    return Found.REDIS;
  }

  /**
   * Looks for {@code memcached}.
   *
   * @return the program found first
   * @throws IllegalStateException when there is none; the message names every attempt and remedies
   */
  public static ServerProgram memcached() {
    return Found.MEMCACHED;
  }

  private static final class Found {
    static final ServerProgram REDIS =
        new ProgramSearch("redis-server")
            .tryPath()
            .tryDebian("redis-server", "redis-tools", "libjemalloc2", "liblzf1", "libatomic1")
            .tryJar()
            .orFail(
                "redis-server", "redis", "redis", "redis (in WSL: apt-get install redis-server)");

    static final ServerProgram MEMCACHED =
        new ProgramSearch("memcached")
            .tryPath()
            .tryDebian("memcached", "libevent-2.1-7", "libsasl2-2")
            .orFail(
                "memcached",
                "memcached",
                "memcached",
                "memcached in WSL: apt-get install memcached");
  }

  /** {@return the value of {@code LD_LIBRARY_PATH} for the program, if it needs one} */
  Optional<String> libraryPath() {
    return libraries.isEmpty()
        ? Optional.empty()
        : Optional.of(String.join(":", libraries.stream().map(Path::toString).toList()));
  }
}
