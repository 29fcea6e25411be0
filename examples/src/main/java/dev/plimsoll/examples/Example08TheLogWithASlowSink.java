package dev.plimsoll.examples;

import dev.plimsoll.examples.print.Amount;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A log whose entries wait for their sink. A sink that makes a round trip for each entry, as a
 * database does, falls behind; a file takes them all at once. The cure for a queue that grows is a
 * faster consumer, not more memory.
 */
public final class Example08TheLogWithASlowSink {

  private static final int TICKS = 5_000;
  private static final int ENTRIES_PER_TICK = 100;
  private static final int ROUND_TRIPS_PER_TICK = 30;
  private static final long AROUND_THE_TEXT = 64;

  private Example08TheLogWithASlowSink() {}

  /**
   * Prints what waits at the end, with one sink and the other.
   *
   * @param arguments none
   * @throws IOException if the file cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    System.out.printf(
        "%s log entries, %d at a time:%n",
        Amount.count((long) TICKS * ENTRIES_PER_TICK), ENTRIES_PER_TICK);
    Path file = Files.createTempFile("plimsoll-example", ".log");
    try {
      Holding.printHead();
      toDatabase().print();
      toFile(file).print();
      System.out.printf("The file has all of them: %s MB.%n", Amount.megabytes(Files.size(file)));
    } finally {
      Files.delete(file);
    }
  }

  /** A sink that makes a round trip for each entry. */
  static Holding toDatabase() {
    try (WatchedHeap heap = new WatchedHeap()) {
      ToldQueue<String> waiting = queue(heap);
      for (int tick = 0; tick < TICKS; tick++) {
        log(tick, waiting);
        for (int i = 0; i < ROUND_TRIPS_PER_TICK; i++) {
          waiting.poll();
        }
      }
      return heap.holding("database, 30 round trips a time", waiting.size());
    }
  }

  /** A sink that writes all that waits, into a real file. */
  static Holding toFile(Path file) throws IOException {
    try (WatchedHeap heap = new WatchedHeap();
        BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
      ToldQueue<String> waiting = queue(heap);
      for (int tick = 0; tick < TICKS; tick++) {
        log(tick, waiting);
        for (String entry = waiting.poll(); entry != null; entry = waiting.poll()) {
          writer.write(entry);
        }
      }
      return heap.holding("file, all that waits", waiting.size());
    }
  }

  private static ToldQueue<String> queue(WatchedHeap heap) {
    return new ToldQueue<>(entry -> AROUND_THE_TEXT + entry.length(), heap.listener());
  }

  private static void log(int tick, ToldQueue<String> waiting) {
    for (int i = 0; i < ENTRIES_PER_TICK; i++) {
      waiting.add("request " + (100_000 + tick) + ": user " + (100 + i) + " saw the orders\n");
    }
  }
}
