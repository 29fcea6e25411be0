package dev.plimsoll.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Debian packages, downloaded and unpacked without rights into the build folder.
 *
 * <p>apt keeps its lists in a private state folder, so that neither root nor an earlier {@code
 * apt-get update} of the system is needed.
 */
final class DebianPackages {

  private static final long PATIENCE_SECONDS = 180;

  private DebianPackages() {}

  /** {@return the folder that holds the unpacked packages; kept from one run to the next} */
  static Path unpack(String name, String... packages) throws IOException {
    Path base = buildFolder().resolve("servers");
    Path root = base.resolve(name);
    Path done = base.resolve(name + ".done");
    exclusively(
        base.resolve("fetch.lock"),
        () -> {
          if (!Files.exists(done)) {
            fetch(base, root, packages);
            Files.writeString(done, String.join("\n", packages));
          }
        });
    return root;
  }

  private static void fetch(Path base, Path root, String... packages) throws IOException {
    Path state = base.resolve("apt");
    for (String folder : List.of("lists/partial", "cache/archives/partial")) {
      Files.createDirectories(state.resolve(folder));
    }
    Path downloads = Files.createDirectories(base.resolve(root.getFileName() + ".debs"));
    List<String> apt =
        List.of(
            "apt-get",
            "-qq",
            "-o",
            "Dir::State::lists=" + state.resolve("lists"),
            "-o",
            "Dir::Cache=" + state.resolve("cache"),
            "-o",
            "Debug::NoLocking=1",
            "-o",
            "APT::Sandbox::User=");
    run(downloads, plus(apt, "update"));
    run(downloads, plus(plus(apt, "download"), packages));
    try (Stream<Path> archives = Files.list(downloads)) {
      for (Path archive : archives.filter(f -> f.toString().endsWith(".deb")).toList()) {
        run(downloads, List.of("dpkg", "-x", archive.toString(), root.toString()));
      }
    }
  }

  private static List<String> plus(List<String> command, String... more) {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(more));
    return all;
  }

  private static void run(Path folder, List<String> command) throws IOException {
    Path log = folder.resolve("last-command.log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(command + " did not end within " + PATIENCE_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + command, e);
    }
    if (process.exitValue() != 0) {
      throw new IOException(
          command + " ended with " + process.exitValue() + ": " + Files.readString(log).strip());
    }
  }

  /** The {@code target} folder of the module that runs, made if need be. */
  static Path buildFolder() throws IOException {
    return Files.createDirectories(Path.of("target").toAbsolutePath());
  }

  /** Runs {@code task} while no other process on this machine runs one with the same lock file. */
  private static void exclusively(Path lockFile, IoTask task) throws IOException {
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
  private interface IoTask {
    void run() throws IOException;
  }
}
