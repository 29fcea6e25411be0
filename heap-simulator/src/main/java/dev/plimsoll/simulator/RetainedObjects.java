package dev.plimsoll.simulator;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.RetentionListener;
import dev.plimsoll.simulator.internal.LongIntMap;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Lets a heap hold what containers hold: each retained object is an object of its owner, kept alive
 * by a slot of the owner's table, which lies in the heap, too, and costs a reference an entry.
 * Garbage is allocated and dropped at once.
 */
final class RetainedObjects implements RetentionRing.Taker {

  /** Stands for an object whose size nobody can tell. */
  static final int UNKNOWN_OBJECT_BYTES = 64;

  private static final int SEGMENT_SLOTS = 512;
  private static final int SEGMENT_BYTES = 16 + 8 * SEGMENT_SLOTS;
  // Garbage is many small objects rather than one large one.
  private static final long GARBAGE_PIECE_BYTES = 1024;

  private final Engine engine;
  private final IdentityHashMap<Owner, Table> tables = new IdentityHashMap<>();
  private long unknown;
  private long unmatched;
  private long refused;

  RetainedObjects(Engine engine) {
    this.engine = engine;
  }

  @Override
  public void take(RetentionRing.Kind kind, Owner owner, long id, long bytes) {
    HeapScope scope = new HeapScope(engine, null);
    try {
      switch (kind) {
        case RETAINED -> retain(owner, id, bytes);
        case RELEASED -> release(owner, id);
        case ALLOCATED -> allocate(owner, bytes);
      }
    } catch (SimulatedOutOfMemoryException e) {
      refused++;
    } finally {
      scope.close();
    }
  }

  /** Objects whose size was unknown. */
  long unknown() {
    return unknown;
  }

  /** Releases of objects that this heap never heard of. */
  long unmatched() {
    return unmatched;
  }

  /** Objects and garbage that did not fit the heap. */
  long refused() {
    return refused;
  }

  private void retain(Owner owner, long id, long bytes) {
    if (bytes == RetentionListener.UNKNOWN_BYTES) {
      unknown++;
    }
    long size =
        bytes == RetentionListener.UNKNOWN_BYTES ? UNKNOWN_OBJECT_BYTES : Math.max(8, bytes);
    Table table = tables.computeIfAbsent(owner, Table::new);
    table.put(id, engine.allocate(owner, size, 0));
  }

  private void release(Owner owner, long id) {
    Table table = tables.get(owner);
    if (table == null || !table.remove(id)) {
      unmatched++;
    }
  }

  private void allocate(Owner owner, long bytes) {
    for (long left = bytes; left > 0; left -= GARBAGE_PIECE_BYTES) {
      engine.allocate(owner, Math.min(left, GARBAGE_PIECE_BYTES), 0);
    }
  }

  /** One owner's objects, by the container's own number. */
  private final class Table {
    private final Owner owner;
    private final LongIntMap places = new LongIntMap();
    private final List<Integer> segments = new ArrayList<>();
    private final IntList free = new IntList();

    Table(Owner owner) {
      this.owner = owner;
    }

    void put(long id, int object) {
      if (free.isEmpty()) {
        addSegment();
      }
      int place = free.removeLast();
      engine.store(segment(place), place % SEGMENT_SLOTS, object);
      int before = places.put(id, place);
      if (before != LongIntMap.NONE) {
        clear(before);
      }
    }

    boolean remove(long id) {
      int place = places.remove(id);
      if (place == LongIntMap.NONE) {
        return false;
      }
      clear(place);
      return true;
    }

    private void clear(int place) {
      engine.store(segment(place), place % SEGMENT_SLOTS, 0);
      free.add(place);
    }

    private int segment(int place) {
      return segments.get(place / SEGMENT_SLOTS);
    }

    private void addSegment() {
      int segment = engine.allocate(owner, SEGMENT_BYTES, SEGMENT_SLOTS);
      engine.addRoot(segment);
      int first = segments.size() * SEGMENT_SLOTS;
      segments.add(segment);
      for (int place = first + SEGMENT_SLOTS - 1; place >= first; place--) {
        free.add(place);
      }
    }
  }
}
