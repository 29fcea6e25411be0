package dev.plimsoll.watch;

import dev.plimsoll.retention.Subscription;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;

/** Writes a heap dump at a signal. */
final class DumpOnSignal {

  private static final System.Logger LOGGER = System.getLogger(DumpOnSignal.class.getName());

  private final Path directory;

  private DumpOnSignal(Path directory) {
    this.directory = directory;
  }

  static Subscription install(String name, Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new NotDirectoryException("no directory to write heap dumps to: " + directory);
    }
    if (!Files.isWritable(directory)) {
      throw new AccessDeniedException(
          directory.toString(), null, "heap dumps cannot be written there");
    }
    return JvmSignal.onSignal(name, new DumpOnSignal(directory)::write);
  }

  private void write() {
    Path target =
        directory.resolve(
            "heap-"
                + ProcessHandle.current().pid()
                + '-'
                + Instant.now().getEpochSecond()
                + ".hprof");
    try {
      HeapDump.write(target);
      LOGGER.log(System.Logger.Level.INFO, "heap dump written: {0}", target);
    } catch (IOException | RuntimeException e) {
      LOGGER.log(System.Logger.Level.WARNING, "no heap dump written to " + target, e);
    }
  }
}
