package dev.plimsoll.benchmarks.cache;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The design that LimitableMap did not become: a ConcurrentHashMap for the entries, and a ring of
 * their keys for the order, under one lock. A removed key leaves a slot in the ring that must not
 * evict it after it came again, so stale slots are counted by key. An eviction is two steps here:
 * who looks in between sees one entry less than the limit.
 */
final class RingMap implements Contender {

  private final int limit;
  private final ConcurrentHashMap<Integer, Integer> entries = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> staleSlots = new HashMap<>();
  private final Object lock = new Object();
  private @Nullable Integer[] ring;
  private long head;
  private long tail;

  RingMap(int limit) {
    this.limit = limit;
    // A quarter more than the limit, for stale slots between two compactions.
    this.ring = new Integer[limit + limit / 4 + 1];
  }

  @Override
  public @Nullable Integer get(Integer key) {
    return entries.get(key);
  }

  @Override
  public void put(Integer key, Integer value) {
    if (entries.replace(key, value) == null) {
      synchronized (lock) {
        if (entries.replace(key, value) == null) {
          insert(key, value);
        }
      }
    }
  }

  private void insert(Integer key, Integer value) {
    if (entries.size() >= limit) {
      evictOldest();
    }
    if (tail - head == ring.length) {
      compact();
    }
    ring[slot(tail)] = key;
    tail++;
    entries.put(key, value);
  }

  private void evictOldest() {
    while (true) {
      Integer key = take();
      if (key != null) {
        entries.remove(key);
        return;
      }
    }
  }

  /** The key in the oldest slot; null if the slot is stale. */
  private @Nullable Integer take() {
    Integer key = ring[slot(head)];
    ring[slot(head)] = null;
    head++;
    return key == null || isStale(key) ? null : key;
  }

  private boolean isStale(Integer key) {
    boolean stale = !staleSlots.isEmpty() && staleSlots.containsKey(key);
    if (stale) {
      staleSlots.computeIfPresent(key, (same, slots) -> slots == 1 ? null : slots - 1);
    }
    return stale;
  }

  void remove(Integer key) {
    synchronized (lock) {
      if (entries.remove(key) != null) {
        staleSlots.merge(key, 1, Integer::sum);
      }
    }
  }

  private void compact() {
    @Nullable Integer[] packed = new Integer[ring.length];
    int kept = 0;
    while (head < tail) {
      Integer key = take();
      if (key != null) {
        packed[kept++] = key;
      }
    }
    ring = packed;
    head = 0;
    tail = kept;
  }

  private int slot(long place) {
    return (int) (place % ring.length);
  }
}
