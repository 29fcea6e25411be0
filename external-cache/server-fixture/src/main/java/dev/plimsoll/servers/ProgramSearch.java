package dev.plimsoll.servers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tries one place after another for a server's program and remembers why each had none. */
final class ProgramSearch {

  private final String name;
  private final List<String> attempts = new ArrayList<>();
  private @Nullable ServerProgram found;

  ProgramSearch(String name, String property, String variable) {
    this.name = name;
    attempts.add(
        "-D"
            + property
            + " and "
            + variable
            + ": no running server named, or one that the test"
            + " must not stop");
  }

  static ServerProgram redis(Places places) {
    String name = "redis-server";
    return new ProgramSearch(name, RedisServers.URL_PROPERTY, RedisServers.URL_VARIABLE)
        .in("PATH", () -> places.path(name))
        .in(
            "Debian (apt-get download, dpkg -x)",
            () -> places.debian(name, name, "redis-tools", "libjemalloc2", "liblzf1", "libatomic1"))
        .in("embedded-redis jar", places::jar)
        .in("Testcontainers", () -> places.container("redis:7.2", name))
        .orFail("redis-server", "redis", "redis");
  }

  static ServerProgram memcached(Places places) {
    String name = "memcached";
    return new ProgramSearch(
            name, MemcachedServers.ADDRESS_PROPERTY, MemcachedServers.ADDRESS_VARIABLE)
        .in("PATH", () -> places.path(name))
        .in(
            "Debian (apt-get download, dpkg -x)",
            () -> places.debian(name, name, "libevent-2.1-7", "libsasl2-2"))
        .in("Testcontainers", () -> places.container("memcached:1.6", name))
        .orFail(name, name, name);
  }

  /** A place that has the program, or throws with the reason why not. */
  @FunctionalInterface
  interface Place {
    ServerProgram find() throws IOException;
  }

  ProgramSearch in(String called, Place place) {
    if (found != null) {
      return this;
    }
    try {
      found = place.find();
    } catch (IOException | RuntimeException | LinkageError e) {
      attempts.add(called + ": " + (e instanceof IOException ? e.getMessage() : e));
    }
    return this;
  }

  ServerProgram orFail(String debian, String fedora, String mac) {
    if (found != null) {
      return found;
    }
    throw new IllegalStateException(
        "no "
            + name
            + " found. Tried:\n  "
            + String.join("\n  ", attempts)
            + "\nInstall it and run again:\n  Debian:  sudo apt-get install "
            + debian
            + "\n  Fedora:  sudo dnf install "
            + fedora
            + "\n  macOS:   brew install "
            + mac
            + "\n  Windows: wsl --install -d Debian, and in WSL, where the build runs too:"
            + " sudo apt-get install "
            + debian);
  }
}
