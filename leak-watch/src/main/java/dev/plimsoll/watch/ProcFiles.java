package dev.plimsoll.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What Linux tells of this process and of the control groups, version 1 or 2, that it is in. A
 * figure that is not told, on another system or without a limit, is {@link #UNKNOWN}.
 *
 * <p>A group's limit holds for all groups in it, so the least limit on the way up counts. In a
 * container without a namespace of its own the path is the host's and does not exist; the mount's
 * root is the container's group then, and the way up ends there.
 */
final class ProcFiles {

  static final long UNKNOWN = -1;

  private static final String GROUPS = "sys/fs/cgroup";
  private static final String RESIDENT = "VmRSS:";
  private static final String THREADS = "Threads:";

  private final Path root;

  /** Reads below a root; "/" but for tests. */
  ProcFiles(Path root) {
    this.root = root;
  }

  /**
   * What one look at the process tells.
   *
   * @param residentBytes its resident size
   * @param threads how many it has
   */
  record Status(long residentBytes, long threads) {}

  Status status() {
    long resident = UNKNOWN;
    long threads = UNKNOWN;
    for (String line : lines("proc/self/status").toList()) {
      if (line.startsWith(RESIDENT)) {
        long kilobytes = number(line.substring(RESIDENT.length()).replace("kB", ""));
        resident = kilobytes == UNKNOWN ? UNKNOWN : kilobytes << 10;
      } else if (line.startsWith(THREADS)) {
        threads = number(line.substring(THREADS.length()));
      }
    }
    return new Status(resident, threads);
  }

  long memoryLimit() {
    return least("memory.max", "memory", "memory.limit_in_bytes");
  }

  long threadLimit() {
    return least("pids.max", "pids", "pids.max");
  }

  private long least(String fileOfVersion2, String controller, String fileOfVersion1) {
    return lines("proc/self/cgroup")
        .map(line -> line.split(":", 3))
        .filter(group -> group.length == 3)
        .mapToLong(
            group ->
                group[1].isEmpty()
                    ? leastOnTheWayUp(GROUPS, group[2], fileOfVersion2)
                    : isOf(controller, group[1])
                        ? leastOnTheWayUp(GROUPS + '/' + controller, group[2], fileOfVersion1)
                        : UNKNOWN)
        .filter(limit -> limit != UNKNOWN)
        .min()
        .orElse(UNKNOWN);
  }

  private static boolean isOf(String controller, String controllers) {
    return Stream.of(controllers.split(",", -1)).anyMatch(controller::equals);
  }

  private long leastOnTheWayUp(String mount, String group, String file) {
    Path top = root.resolve(mount);
    long least = UNKNOWN;
    Path directory = top.resolve(group.replaceAll("^/+", "")).normalize();
    while (directory != null && directory.startsWith(top)) {
      long limit = number(content(directory.resolve(file)));
      least = least == UNKNOWN || (limit != UNKNOWN && limit < least) ? limit : least;
      directory = directory.getParent();
    }
    return least;
  }

  private Stream<String> lines(String file) {
    return content(root.resolve(file)).lines();
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException absent) {
      return ""; // another system, or another version of control groups
    }
  }

  /** Returns the number, or UNKNOWN for "max" and for anything else. */
  private static long number(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException noLimit) {
      return UNKNOWN;
    }
  }
}
