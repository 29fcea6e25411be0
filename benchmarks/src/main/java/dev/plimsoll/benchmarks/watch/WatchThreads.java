package dev.plimsoll.benchmarks.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The CPU time of the threads that work for the watch, the JVM's own that notifies among them, as
 * Linux tells it in nanoseconds. Other processes do not disturb it, as they disturb throughput.
 */
final class WatchThreads {

  /** As Linux keeps names: 15 characters. */
  private static final List<String> NAMES =
      List.of("plimsoll-leak-w", "Notification Th", "Service Thread");

  private static final Path TASKS = Path.of("/proc/self/task");

  private WatchThreads() {}

  static long cpuNanos() {
    try (Stream<Path> tasks = Files.list(TASKS)) {
      return tasks.mapToLong(WatchThreads::cpuNanos).sum();
    } catch (IOException e) {
      throw new IllegalStateException("no figures of threads in " + TASKS, e);
    }
  }

  private static long cpuNanos(Path task) {
    try {
      String name = Files.readString(task.resolve("comm")).strip();
      return NAMES.contains(name)
          ? Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ", 2)[0])
          : 0;
    } catch (IOException ended) {
      return 0;
    }
  }
}
