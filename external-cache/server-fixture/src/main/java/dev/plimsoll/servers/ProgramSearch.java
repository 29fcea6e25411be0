package dev.plimsoll.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/** Tries one place after another for a server's program and remembers why each had none. */
final class ProgramSearch {

  private final String name;
  private final List<String> attempts = new ArrayList<>();
  private @Nullable ServerProgram found;

  ProgramSearch(String name) {
    this.name = name;
  }

  ProgramSearch tryPath() {
    if (found != null) {
      return this;
    }
    String path = System.getenv().getOrDefault("PATH", "");
    for (String folder : path.split(File.pathSeparator, -1)) {
      Path candidate = Path.of(folder.isEmpty() ? "." : folder, name);
      if (Files.isExecutable(candidate)) {
        found = new ServerProgram(candidate, List.of(), "PATH");
        return this;
      }
    }
    attempts.add("PATH: no executable " + name + " in " + path);
    return this;
  }

  /** Unpacks Debian packages below the build folder; needs apt-get and dpkg, but no rights. */
  ProgramSearch tryDebian(String... packages) {
    if (found != null) {
      return this;
    }
    try {
      Path root = DebianPackages.unpack(name, packages);
      Path program = root.resolve("usr/bin").resolve(name);
      if (Files.isExecutable(program)) {
        found = new ServerProgram(program, libraryFolders(root), "Debian packages in " + root);
        return this;
      }
      attempts.add("Debian: the packages " + String.join(", ", packages) + " hold no " + program);
    } catch (IOException e) {
      attempts.add("Debian (apt-get download, dpkg -x): " + e.getMessage());
    }
    return this;
  }

  /** The Redis 6.2 that the embedded-redis jar carries for Linux, macOS and Windows. */
  ProgramSearch tryJar() {
    if (found != null) {
      return this;
    }
    try {
      Path program = ExecutableProvider.newJarResourceProvider().get().toPath();
      found = new ServerProgram(program, List.of(), "embedded-redis jar");
    } catch (IOException | RuntimeException e) {
      attempts.add("embedded-redis jar: " + e);
    }
    return this;
  }

  ServerProgram orFail(String debian, String fedora, String mac, String windows) {
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
            + "\n  Windows: "
            + windows);
  }

  private static List<Path> libraryFolders(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.getFileName().toString().contains(".so"))
          .map(file -> file.toAbsolutePath().getParent())
          .distinct()
          .toList();
    }
  }

  /** Runs {@code task} while no other process on this machine runs one with the same lock file. */
  static void exclusively(Path lockFile, IoTask task) throws IOException {
    Files.createDirectories(lockFile.getParent());
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (!lock.isValid()) {
        throw new UncheckedIOException(new IOException("lost the lock on " + lockFile));
      }
      task.run();
    }
  }

  /** A piece of work that may fail with an {@link IOException}. */
  @FunctionalInterface
  interface IoTask {
    void run() throws IOException;
  }
}
