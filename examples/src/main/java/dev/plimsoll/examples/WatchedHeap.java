package dev.plimsoll.examples;

import dev.plimsoll.retention.RetentionListener;
import dev.plimsoll.simulator.GenerationalHeap;
import dev.plimsoll.simulator.HeapConfig;
import dev.plimsoll.simulator.HeapRetention;
import dev.plimsoll.simulator.HeapTotals;
import dev.plimsoll.simulator.OwnerUsage;

/** A simulated heap of Node 20 behind one container. */
final class WatchedHeap implements AutoCloseable {

  /** What containers call themselves here, so that their bytes are told from the runtime's. */
  static final String OWNER = "held";

  private final GenerationalHeap heap = GenerationalHeap.of(HeapConfig.v8_11_3());
  private final HeapRetention retention = heap.retentionListener();

  /** {@return whom the container is to tell what it holds} */
  RetentionListener listener() {
    return retention;
  }

  /**
   * {@return what the container did to the heap}
   *
   * @param container what it is
   * @param entries how many entries it holds
   */
  Holding holding(String container, int entries) {
    HeapTotals totals = heap.totals();
    heap.collectFully();
    long live =
        heap.owners().stream()
            .filter(usage -> usage.owner().name().equals(OWNER))
            .mapToLong(OwnerUsage::liveBytes)
            .sum();
    return new Holding(container, entries, totals, live);
  }

  @Override
  public void close() {
    retention.close();
  }
}
