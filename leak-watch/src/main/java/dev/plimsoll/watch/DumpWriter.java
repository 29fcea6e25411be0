package dev.plimsoll.watch;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes a heap dump, unless that would fill the disk or was done a short while ago. */
final class DumpWriter {

  static final Duration ONE_A_DAY = Duration.ofDays(1);

  private static final String SUFFIX = ".hprof";
  // A dump holds every live object once, with references of 8 bytes even where the heap has 4.
  private static final int ROOM = 2;

  private final LongSupplier usedHeap;
  private final FreeSpace freeSpace;
  private final Clock clock;

  @FunctionalInterface
  interface FreeSpace {
    long bytes(Path directory) throws IOException;
  }

  DumpWriter(LongSupplier usedHeap, FreeSpace freeSpace, Clock clock) {
    this.usedHeap = usedHeap;
    this.freeSpace = freeSpace;
    this.clock = clock;
  }

  static DumpWriter ofThisJvm() {
    return new DumpWriter(
        () -> ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
        directory -> Files.getFileStore(directory).getUsableSpace(),
        Clock.systemUTC());
  }

  void write(Path path, Duration sinceLast) throws IOException {
    Path target = path.toAbsolutePath();
    Path directory = requireDirectory(target.getParent());
    requireNewDumpFile(target);
    requireRoom(directory);
    requireNoYoungDump(directory, sinceLast);
    HotSpotBean.dumpLive(target);
    PrivateFiles.close(target);
  }

  private static Path requireDirectory(@Nullable Path directory) throws IOException {
    if (directory == null || !Files.isDirectory(directory)) {
      throw new NotDirectoryException("no directory to write a heap dump to: " + directory);
    }
    return directory;
  }

  private static void requireNewDumpFile(Path target) throws IOException {
    if (!target.toString().endsWith(SUFFIX)) {
      throw new IllegalArgumentException(
          "a heap dump's name must end in " + SUFFIX + ": " + target);
    }
    if (Files.exists(target)) {
      throw new FileAlreadyExistsException(
          target.toString(), null, "a heap dump is written to a new file only");
    }
  }

  private void requireRoom(Path directory) throws IOException {
    long needed = ROOM * usedHeap.getAsLong();
    long free = freeSpace.bytes(directory);
    if (free < needed) {
      throw new IOException(
          "a heap dump needs "
              + needed
              + " bytes free (twice the used heap), and "
              + directory
              + " has "
              + free);
    }
  }

  private void requireNoYoungDump(Path directory, Duration sinceLast) throws IOException {
    if (sinceLast.isZero()) {
      return;
    }
    Instant allowedUntil = clock.instant().minus(sinceLast);
    try (Stream<Path> files = Files.list(directory)) {
      Optional<Path> young =
          files
              .filter(file -> file.toString().endsWith(SUFFIX) && isYounger(file, allowedUntil))
              .findFirst();
      if (young.isPresent()) {
        throw new IOException(
            "one heap dump per "
                + sinceLast
                + " is written, and "
                + young.get()
                + " is younger; remove it, or say another time to wait");
      }
    }
  }

  private static boolean isYounger(Path file, Instant limit) {
    try {
      return Files.getLastModifiedTime(file).toInstant().isAfter(limit);
    } catch (IOException gone) {
      return false; // removed since the directory was listed
    }
  }
}
