package dev.plimsoll.watch;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/**
 * How full the heap is.
 *
 * @param usedBytes in use now, garbage included
 * @param afterCollectionBytes in use after the latest collection of each pool
 * @param maxBytes the most that the heap may grow to
 */
record HeapLevel(long usedBytes, long afterCollectionBytes, long maxBytes) {

  /** Returns the part of the heap that was in use after collection, 0 to 1. */
  double afterCollection() {
    return maxBytes <= 0 ? 0 : (double) afterCollectionBytes / maxBytes;
  }

  static HeapLevel ofThisJvm() {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    long after = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      MemoryUsage collected = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
      after += collected == null ? 0 : collected.getUsed();
    }
    return new HeapLevel(
        heap.getUsed(), after, heap.getMax() < 0 ? heap.getCommitted() : heap.getMax());
  }
}
