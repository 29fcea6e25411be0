package dev.plimsoll.watch;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Set;

/**
 * How full the heap is.
 *
 * @param usedBytes in use now, garbage included
 * @param afterCollectionBytes in use after the latest collection of each pool
 * @param maxBytes the most that may stay: the heap's maximum, or the old generation's where a
 *     collector never gives it the rest
 */
record HeapLevel(long usedBytes, long afterCollectionBytes, long maxBytes) {

  /**
   * The old generations of Serial and Parallel. Their size is fixed, and when they are full each
   * collection is a full one: the server is lost, with a third of the heap still to go.
   */
  private static final Set<String> FIXED_OLD = Set.of("Tenured Gen", "PS Old Gen");

  /** Returns the part of the heap that was in use after collection, 0 to 1. */
  double afterCollection() {
    return maxBytes <= 0 ? 0 : (double) afterCollectionBytes / maxBytes;
  }

  static HeapLevel ofThisJvm() {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    long after = 0;
    for (MemoryPoolMXBean pool : Pools.OF_HEAP) {
      MemoryUsage collected = pool.getCollectionUsage();
      after += collected == null ? 0 : collected.getUsed();
    }
    long whole = heap.getMax() < 0 ? heap.getCommitted() : heap.getMax();
    return new HeapLevel(heap.getUsed(), after, Math.min(whole, Pools.FIXED_OLD_BYTES));
  }

  /** The pools of a JVM never change. */
  private static final class Pools {
    private static final List<MemoryPoolMXBean> OF_HEAP =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();
    private static final long FIXED_OLD_BYTES =
        OF_HEAP.stream()
            .filter(pool -> FIXED_OLD.contains(pool.getName()))
            .mapToLong(pool -> pool.getUsage().getMax())
            .filter(max -> max > 0)
            .findFirst()
            .orElse(Long.MAX_VALUE);
  }
}
