package dev.plimsoll.examples.demo;

import dev.plimsoll.retention.RetentionListener;
import dev.plimsoll.simulator.CollectionStats;
import dev.plimsoll.simulator.GenerationalHeap;
import dev.plimsoll.simulator.HeapConfig;
import dev.plimsoll.simulator.HeapEvent;
import dev.plimsoll.simulator.HeapRetention;
import dev.plimsoll.simulator.HeapTotals;
import dev.plimsoll.simulator.TraceFormat;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The simulated heap behind a server: the same size as the JVM's own and collected alike, and fed
 * by what the server's containers tell. Safe for use by many threads.
 */
final class SimulatedHeap {

  private static final long HEAP_BYTES = 64L << 20;

  /** What HotSpot makes of 64 MB: eden and two survivor spaces. */
  private static final long YOUNG_BYTES = 21_824L << 10;

  private static final int COLLECTIONS_KEPT = 4;

  private final GenerationalHeap heap =
      GenerationalHeap.of(HeapConfig.hotspotSerial(HEAP_BYTES, YOUNG_BYTES));
  private final HeapRetention retention = heap.retentionListener();
  private final Deque<HeapEvent.Collection> last = new ArrayDeque<>();

  private SimulatedHeap() {}

  static SimulatedHeap create() {
    SimulatedHeap simulated = new SimulatedHeap();
    simulated.heap.subscribe(simulated::hear);
    return simulated;
  }

  /** {@return whom containers tell what they hold, and requests what they allocate} */
  RetentionListener listener() {
    return retention;
  }

  Map<Figure, Long> figures() {
    HeapTotals totals = heap.totals();
    long old = oldBytes();
    EnumMap<Figure, Long> figures = new EnumMap<>(Figure.class);
    figures.put(Figure.SIMULATED_YOUNG, Math.max(0, heap.memoryUsage().heapUsed() - old));
    figures.put(Figure.SIMULATED_YOUNG_MAX, YOUNG_BYTES);
    figures.put(Figure.SIMULATED_OLD, old);
    figures.put(Figure.SIMULATED_OLD_MAX, HEAP_BYTES - YOUNG_BYTES);
    figures.put(Figure.SIMULATED_PROMOTED, totals.promotedBytes());
    figures.put(Figure.SIMULATED_SCAVENGES, totals.scavenges());
    figures.put(Figure.SIMULATED_FULL, totals.fullCollections());
    figures.put(Figure.SIMULATED_OUT_OF_MEMORY, retention.refused() > 0 ? 1L : 0L);
    return figures;
  }

  List<OwnerRow> owners() {
    return heap.owners().stream()
        .filter(usage -> usage.allocatedBytes() > 0)
        .map(
            usage ->
                new OwnerRow(
                    usage.owner().name().replace(' ', '-'),
                    usage.allocatedBytes(),
                    usage.promotedBytes(),
                    usage.liveBytes(),
                    usage.diedYoungBytes(),
                    usage.diedOldBytes()))
        .toList();
  }

  /** {@return the last collections as HotSpot logs them, oldest first} */
  List<String> lastCollections() {
    synchronized (last) {
      return last.stream().map(TraceFormat.HOTSPOT::print).flatMap(String::lines).toList();
    }
  }

  private void hear(HeapEvent event) {
    if (event instanceof HeapEvent.Collection collection) {
      synchronized (last) {
        if (last.size() == COLLECTIONS_KEPT) {
          last.removeFirst();
        }
        last.addLast(collection);
      }
    }
  }

  /** {@return the old generation's bytes after the last collection: only collections add to it} */
  private long oldBytes() {
    synchronized (last) {
      return last.isEmpty() ? 0 : tenured(last.getLast().stats()).usedAfter();
    }
  }

  private static CollectionStats.SpaceChange tenured(CollectionStats stats) {
    return stats.space("tenured");
  }
}
