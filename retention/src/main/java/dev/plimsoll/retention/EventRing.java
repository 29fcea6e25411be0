package dev.plimsoll.retention;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * A bounded ring of retention events: one thread writes without an atomic operation, one at a time
 * drains. (Lamport, "Proving the correctness of multiprocess programs", 1977.)
 *
 * <p>A drain delivers what retains further than what releases; see {@link BatchedRetention}.
 */
final class EventRing {

  static final int CAPACITY = 256;

  private static final byte RETAINED = 0;
  private static final byte ALLOCATED = 1;
  private static final byte FIRST_CAUSE = 2;
  private static final ReleaseCause[] CAUSES = ReleaseCause.values();
  private static final VarHandle TAIL;
  private static final VarHandle HEAD;
  private static final VarHandle WRITER;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      TAIL = lookup.findVarHandle(EventRing.class, "tail", long.class);
      HEAD = lookup.findVarHandle(EventRing.class, "head", long.class);
      WRITER = lookup.findVarHandle(EventRing.class, "writer", WeakReference.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int capacity;
  private final int mask;
  private final @Nullable Owner[] owners;
  private final long[] ids;
  private final long[] bytes;
  private final byte[] kinds;

  private volatile WeakReference<Thread> writer;
  // Written by the writer.
  private long tail;
  private long headSeen;
  // Written by whoever drains.
  private long head;
  private long retainedUpTo;

  /**
   * @param capacity how many events it holds; a power of two
   */
  EventRing(Thread writer, int capacity) {
    this.capacity = capacity;
    this.mask = capacity - 1;
    this.owners = new Owner[capacity];
    this.ids = new long[capacity];
    this.bytes = new long[capacity];
    this.kinds = new byte[capacity];
    this.writer = new WeakReference<>(writer);
  }

  boolean isWrittenBy(Thread thread) {
    return writer.refersTo(thread);
  }

  /** Takes the ring over from a thread that has ended. */
  boolean tryAdopt(Thread heir) {
    WeakReference<Thread> current = writer;
    Thread thread = current.get();
    boolean ended = thread == null || !thread.isAlive();
    return ended && WRITER.compareAndSet(this, current, new WeakReference<>(heir));
  }

  boolean offerRetained(Owner owner, long id, long size) {
    return offer(owner, id, size, RETAINED);
  }

  boolean offerAllocated(Owner owner, long size) {
    return offer(owner, 0, size, ALLOCATED);
  }

  @SuppressWarnings("EnumOrdinal") // Never leaves this class.
  boolean offerReleased(Owner owner, long id, long size, ReleaseCause cause) {
    return offer(owner, id, size, (byte) (FIRST_CAUSE + cause.ordinal()));
  }

  private boolean offer(Owner owner, long id, long size, byte kind) {
    long at = tail;
    if (at - headSeen >= capacity) {
      headSeen = (long) HEAD.getAcquire(this);
      if (at - headSeen >= capacity) {
        return false;
      }
    }
    int slot = (int) at & mask;
    // Mostly the owner of a lap ago: storing a reference would cost more than all the rest.
    if (owners[slot] != owner) {
      owners[slot] = owner;
    }
    ids[slot] = id;
    bytes[slot] = size;
    kinds[slot] = kind;
    TAIL.setRelease(this, at + 1);
    return true;
  }

  /** Where the writer is now; every event before it can be read. */
  long written() {
    return (long) TAIL.getAcquire(this);
  }

  /** Delivers what was retained or allocated up to now; their slots stay until they are freed. */
  void deliverRetained(RetentionListener listener) {
    long upTo = written();
    for (long at = retainedUpTo; at < upTo; at++) {
      int slot = (int) at & mask;
      Owner owner = owners[slot];
      if (owner != null && kinds[slot] == RETAINED) {
        listener.retained(owner, ids[slot], bytes[slot]);
      } else if (owner != null && kinds[slot] == ALLOCATED) {
        listener.allocated(owner, bytes[slot]);
      }
    }
    retainedUpTo = upTo;
  }

  /**
   * Delivers what was released before {@code upTo} and frees the slots before it. Answers how many
   * they were.
   */
  long deliverReleased(RetentionListener listener, long upTo) {
    long from = head;
    for (long at = from; at < upTo; at++) {
      int slot = (int) at & mask;
      Owner owner = owners[slot];
      if (owner != null && kinds[slot] >= FIRST_CAUSE) {
        listener.released(owner, ids[slot], bytes[slot], CAUSES[kinds[slot] - FIRST_CAUSE]);
      }
    }
    HEAD.setRelease(this, upTo);
    return upTo - from;
  }
}
