package dev.plimsoll.examples;

import dev.plimsoll.examples.print.Amount;
import dev.plimsoll.queue.Alarm;
import dev.plimsoll.queue.GuardedQueue;
import dev.plimsoll.queue.QueueClosedException;
import dev.plimsoll.queue.QueueSnapshot;
import dev.plimsoll.queue.Watermarks;
import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The cure for a log queue that piles up is a faster sink. The same burst of lines is drained into
 * a real database row by row, into the same database in batches, and into a file, and a guarded
 * queue tells what each of them left waiting.
 */
public final class Example31FasterSink {

  private static final int LINES = 60_000;
  private static final int CAPACITY = 20_000;
  private static final int BATCH = 500;
  private static final int LINE_CHARS = 120;

  /** In V8: the string's header and its one-byte characters. */
  private static final long LINE_BYTES = 16 + LINE_CHARS;

  private Example31FasterSink() {}

  /** Writes some lines so that they survive the process. */
  @FunctionalInterface
  private interface Sink {
    void write(List<String> lines) throws Exception;
  }

  /**
   * Prints depth, wait and simulated promotion for the three sinks. Times are this machine's.
   *
   * @param arguments none
   * @throws Exception if the database or the file cannot be written
   */
  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createTempDirectory("plimsoll-sink");
    try (Connection database = DriverManager.getConnection("jdbc:h2:" + directory.resolve("logs"));
        BufferedWriter file = Files.newBufferedWriter(directory.resolve("logs.txt"))) {
      createTable(database);
      System.out.printf(
          "A burst of %s lines into a queue of %s, one line every few microseconds:%n%n",
          Amount.count(LINES), Amount.count(CAPACITY));
      System.out.printf(
          "%-22s %10s %12s %10s %10s %12s%n",
          "sink", "deepest", "longest wait", "written", "refused", "promoted, MB");
      drain("database, row by row", 1, lines -> insert(database, lines));
      drain("database, in batches", BATCH, lines -> insert(database, lines));
      drain("file, in batches", BATCH, lines -> append(file, lines));
    } finally {
      delete(directory);
    }
  }

  private static void drain(String name, int batch, Sink sink) throws Exception {
    try (WatchedHeap heap = new WatchedHeap()) {
      GuardedQueue<String> queue =
          GuardedQueue.<String>named("log lines")
              .capacity(CAPACITY)
              .watermarks(Watermarks.ofFraction(0.8, 0.5))
              .weigher(line -> LINE_BYTES)
              .retention(heap.listener())
              .exactStamps()
              .build();
      Burst burst = new Burst(queue);
      queue.onAlarm(burst::hear);
      Thread writer = burst.startWriter(batch, sink);
      burst.produce();
      queue.close(Duration.ofMinutes(2));
      writer.join();
      burst.print(name, heap.holding(name, 0).totals().promotedBytes());
    }
  }

  private static void createTable(Connection database) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute("create table log (line varchar(200))");
    }
    database.setAutoCommit(false);
  }

  /** One transaction for the lines given, be it one line or many. */
  private static void insert(Connection database, List<String> lines) throws SQLException {
    try (PreparedStatement insert = database.prepareStatement("insert into log values (?)")) {
      for (String line : lines) {
        insert.setString(1, line);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    database.commit();
  }

  private static void append(BufferedWriter file, List<String> lines) throws Exception {
    for (String line : lines) {
      file.write(line);
      file.newLine();
    }
    file.flush();
  }

  private static void delete(Path directory) throws Exception {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  /** One producer, one writer, and what was seen meanwhile. */
  private static final class Burst {

    private static final String TEXT = "x".repeat(LINE_CHARS);

    private final GuardedQueue<String> queue;
    private final List<String> alarms = new CopyOnWriteArrayList<>();
    private final AtomicInteger deepest = new AtomicInteger();
    private final AtomicLong longestWaitMillis = new AtomicLong();

    Burst(GuardedQueue<String> queue) {
      this.queue = queue;
    }

    void hear(Alarm alarm) {
      alarms.add(alarm.kind() + " " + alarm.phase());
    }

    /** A refused line is lost, and counted; nothing waits for the log. */
    void produce() {
      for (int i = 0; i < LINES; i++) {
        queue.offer(TEXT);
        if (i % 100 == 0) {
          LockSupport.parkNanos(200_000);
        }
      }
    }

    Thread startWriter(int batch, Sink sink) {
      Thread writer = new Thread(() -> write(batch, sink), "writer");
      writer.start();
      return writer;
    }

    private void write(int batch, Sink sink) {
      List<String> lines = new ArrayList<>();
      try {
        while (true) {
          look(queue.snapshot());
          lines.add(queue.take());
          queue.drainTo(lines, batch - 1);
          sink.write(lines);
          lines.clear();
        }
      } catch (QueueClosedException end) {
        // All is written.
      } catch (Exception e) {
        throw new IllegalStateException("the sink failed", e);
      }
    }

    private void look(QueueSnapshot snapshot) {
      deepest.accumulateAndGet(snapshot.queued(), Math::max);
      longestWaitMillis.accumulateAndGet(snapshot.oldestAge().toMillis(), Math::max);
    }

    void print(String name, long promotedBytes) {
      QueueSnapshot end = queue.snapshot();
      System.out.printf(
          "%-22s %10s %9s ms %10s %10s %12s%n",
          name,
          Amount.count(deepest.get()),
          Amount.count(longestWaitMillis.get()),
          Amount.count(end.taken()),
          Amount.count(end.rejected()),
          Amount.megabytes(promotedBytes));
      System.out.println("  the guard said: " + (alarms.isEmpty() ? "nothing" : alarms));
    }
  }
}
