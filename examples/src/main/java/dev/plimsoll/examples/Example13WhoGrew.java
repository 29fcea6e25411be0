package dev.plimsoll.examples;

import dev.plimsoll.examples.print.Amount;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.GenerationalHeap;
import dev.plimsoll.simulator.HeapConfig;
import dev.plimsoll.simulator.HeapScope;
import dev.plimsoll.simulator.memwatch.HeapDiff;
import dev.plimsoll.simulator.memwatch.Memwatch;
import dev.plimsoll.simulator.memwatch.MemwatchEvent;
import dev.plimsoll.simulator.snapshot.HeapSnapshot;
import dev.plimsoll.simulator.snapshot.OwnerDiff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What node-memwatch and node-heapdump do for Node: a leak is told after five full collections with
 * growth, the difference of two moments names who grew, a path from a root says why, and the heap
 * is written for Chrome DevTools, Eclipse MAT and VisualVM.
 */
public final class Example13WhoGrew {

  private static final int SESSIONS_A_ROUND = 200;
  private static final int SESSION_BYTES = 2_000;
  private static final int MOST_SESSIONS = 10_000;
  private static final int CACHE_ENTRIES = 100;

  private final GenerationalHeap heap = GenerationalHeap.of(HeapConfig.v8_11_3());
  private final Owner cache = Owner.named("cache");
  private final Owner sessions = Owner.named("sessions");
  private final Owner carts = Owner.named("carts");
  private final int entries;
  private final int table;
  private int opened;
  private int oneOfThem;

  /** What was seen. */
  record Seen(List<MemwatchEvent> events, HeapDiff diff, HeapSnapshot after, int one) {}

  private Example13WhoGrew() {
    entries = heap.allocate(cache, 16 + 8 * CACHE_ENTRIES, CACHE_ENTRIES);
    heap.addRoot(entries);
    table = heap.allocate(sessions, 16 + 8 * MOST_SESSIONS, MOST_SESSIONS);
    heap.addRoot(table);
  }

  /**
   * Prints the leak, who grew, and why; writes both files.
   *
   * @param arguments the directory for the files; a temporary one unless told
   * @throws IOException if a file cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    Seen seen = new Example13WhoGrew().run();
    System.out.println("A server that caches, bounded, and never ends a session:");
    seen.events().stream()
        .filter(MemwatchEvent.Leak.class::isInstance)
        .map(MemwatchEvent.Leak.class::cast)
        .forEach(leak -> System.out.println("  leak: " + leak.reason()));
    System.out.println("Who grew between the first full collection and the last:");
    for (OwnerDiff grown : seen.diff().grown()) {
      System.out.printf(
          "  %-10s +%s MB, %s objects more%n",
          grown.owner(), Amount.megabytes(grown.bytesGrown()), Amount.count(grown.objectsGrown()));
    }
    System.out.println("Why a cart of the first round is alive:");
    System.out.println("  " + seen.after().retainingPath(seen.one()));
    long retained = seen.after().retainedSize(seen.diff().grown().get(0).owner());
    System.out.println("What sessions retain: " + Amount.megabytes(retained) + " MB");
    write(seen.after(), arguments);
  }

  private static void write(HeapSnapshot snapshot, String[] arguments) throws IOException {
    Path directory =
        arguments.length > 0
            ? Path.of(arguments[0])
            : Files.createTempDirectory("plimsoll-snapshot");
    Path devTools = directory.resolve("server.heapsnapshot");
    Path hprof = directory.resolve("server.hprof");
    snapshot.writeHeapSnapshot(devTools);
    snapshot.writeHprof(hprof);
    System.out.println("For Chrome DevTools (Memory, Load): " + devTools);
    System.out.println("For Eclipse MAT and VisualVM: " + hprof);
  }

  static Seen seen() {
    return new Example13WhoGrew().run();
  }

  @SuppressWarnings("try") // Closed at the end; nothing is asked of it.
  private Seen run() {
    List<MemwatchEvent> events = new ArrayList<>();
    try (var watching = Memwatch.watch(heap, events::add)) {
      round();
      HeapSnapshot before = HeapSnapshot.take(heap);
      for (int i = 0; i < 5; i++) {
        round();
      }
      HeapSnapshot after = HeapSnapshot.take(heap);
      return new Seen(events, HeapDiff.between(before, after), after, oneOfThem);
    }
  }

  /** Requests of new visitors, and a full collection. */
  private void round() {
    for (int i = 0; i < SESSIONS_A_ROUND; i++) {
      visit();
    }
    heap.collectFully();
  }

  @SuppressWarnings("try") // The scope keeps what is not stored yet; nothing is asked of it.
  private void visit() {
    try (HeapScope scope = heap.openScope()) {
      int session = heap.allocate(sessions, SESSION_BYTES, 1);
      int cart = heap.allocate(carts, 500, 0);
      heap.store(session, 0, cart);
      heap.store(table, opened, session);
      heap.store(entries, opened % CACHE_ENTRIES, heap.allocate(cache, 4_000, 0));
      if (opened == SESSIONS_A_ROUND / 2) {
        oneOfThem = cart;
      }
      opened++;
    }
  }
}
