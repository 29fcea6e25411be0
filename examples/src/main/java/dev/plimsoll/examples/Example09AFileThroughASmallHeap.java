package dev.plimsoll.examples;

import dev.plimsoll.examples.jvm.ChildJvm;
import dev.plimsoll.examples.print.Amount;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.zip.CRC32;

/**
 * A file four times larger than the heap: read whole it ends in out of memory, streamed it passes
 * through a buffer of 64 KB.
 */
public final class Example09AFileThroughASmallHeap {

  private static final int LINES = 1_000_000;
  private static final String TEXT = " some entry of a log that grew for years, line by line\n";
  private static final List<String> SMALL_HEAP =
      List.of("-Xmx16m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Example09AFileThroughASmallHeap() {}

  /**
   * How a JVM with the small heap got on with the file.
   *
   * @param exitCode what it exited with
   * @param said what it printed
   */
  record Outcome(int exitCode, List<String> said) {}

  /**
   * Writes the file, lets two JVMs read it, and prints how they got on.
   *
   * @param arguments none
   * @throws Exception if a JVM cannot be started or the file not be written
   */
  public static void main(String[] arguments) throws Exception {
    Path file = write();
    try {
      System.out.printf(
          "A file of %s MB, read by JVMs with %s:%n",
          Amount.megabytes(Files.size(file)), SMALL_HEAP.get(0));
      Outcome whole = read(WholeFile.class, file);
      System.out.printf(
          "  Files.readAllBytes: exit code %d%s%n",
          whole.exitCode(),
          whole.exitCode() == ChildJvm.EXIT_OUT_OF_MEMORY ? ", java.lang.OutOfMemoryError" : "");
      Outcome streamed = read(Streamed.class, file);
      System.out.printf(
          "  InputStream, 64 KB: exit code %d, %s%n",
          streamed.exitCode(), String.join(" ", streamed.said()));
    } finally {
      Files.delete(file);
    }
  }

  static Path write() throws IOException {
    Path file = Files.createTempFile("plimsoll-example", ".log");
    try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
      for (int i = 0; i < LINES; i++) {
        writer.write(Integer.toString(LINES + i));
        writer.write(TEXT);
      }
    }
    return file;
  }

  static Outcome read(Class<?> reader, Path file) throws IOException, InterruptedException {
    List<String> said = new ArrayList<>();
    ChildJvm.Command command =
        ChildJvm.running(reader).flags(SMALL_HEAP).arguments(file.toString());
    try (ChildJvm child = command.start(said::add)) {
      OptionalInt exit = child.awaitExit(PATIENCE);
      return new Outcome(exit.orElseThrow(), said);
    }
  }

  /** Reads the file into one array. */
  static final class WholeFile {

    private WholeFile() {}

    public static void main(String[] arguments) throws IOException {
      byte[] all = Files.readAllBytes(Path.of(arguments[0]));
      System.out.println(all.length + " bytes");
    }
  }

  /** Reads the file piece by piece. */
  static final class Streamed {

    private static final int BUFFER = 64 << 10;

    private Streamed() {}

    public static void main(String[] arguments) throws IOException {
      byte[] buffer = new byte[BUFFER];
      CRC32 checksum = new CRC32();
      long lines = 0;
      try (InputStream in = Files.newInputStream(Path.of(arguments[0]))) {
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          checksum.update(buffer, 0, read);
          for (int i = 0; i < read; i++) {
            lines += buffer[i] == '\n' ? 1 : 0;
          }
        }
      }
      System.out.printf("%s lines, checksum %08x%n", Amount.count(lines), checksum.getValue());
    }
  }
}
