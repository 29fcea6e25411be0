package dev.plimsoll.simulator;

import dev.plimsoll.retention.Owner;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What containers reported and nobody has taken yet: many threads add, one at a time takes, in the
 * order in which they were added. Bounded; an add that finds no room has to wait for a taker.
 *
 * <p>A place is claimed by counting up, filled, and published by writing its owner last; a taker
 * gives it back by erasing the owner.
 */
final class RetentionRing {

  /** What was reported. */
  enum Kind {
    RETAINED,
    RELEASED,
    ALLOCATED
  }

  /** Takes what was added. */
  interface Taker {
    void take(Kind kind, Owner owner, long id, long bytes);
  }

  private static final VarHandle PUBLISHED = MethodHandles.arrayElementVarHandle(Owner[].class);
  private static final Kind[] KINDS = Kind.values();
  private static final int KIND_BITS = 2;
  private static final int KIND_MASK = (1 << KIND_BITS) - 1;

  private final int mask;
  private final @Nullable Owner[] owners;
  private final long[] ids;
  private final long[] bytesAndKind;
  private final AtomicLong claimed = new AtomicLong();
  // Written by the taker alone.
  private final AtomicLong taken = new AtomicLong();

  /**
   * @param capacity how many reports it holds; a power of two
   */
  RetentionRing(int capacity) {
    mask = capacity - 1;
    owners = new Owner[capacity];
    ids = new long[capacity];
    bytesAndKind = new long[capacity];
  }

  /** Claims the next place, which {@link #hasRoom} must be asked about. */
  long claim() {
    return claimed.getAndIncrement();
  }

  boolean hasRoom(long place) {
    return place - taken.get() <= mask;
  }

  // The ordinal never leaves this class.
  @SuppressWarnings("EnumOrdinal")
  void fill(long place, Kind kind, Owner owner, long id, long bytes) {
    int index = (int) place & mask;
    ids[index] = id;
    bytesAndKind[index] = bytes << KIND_BITS | kind.ordinal();
    PUBLISHED.setRelease(owners, index, owner);
  }

  /** Takes at most so many reports; answers how many there were. One thread at a time. */
  int take(int most, Taker taker) {
    long place = taken.get();
    int count = 0;
    while (count < most) {
      int index = (int) place & mask;
      Owner owner = (Owner) PUBLISHED.getAcquire(owners, index);
      if (owner == null) {
        break;
      }
      long id = ids[index];
      long bytes = bytesAndKind[index];
      PUBLISHED.set(owners, index, null);
      taken.lazySet(++place);
      count++;
      taker.take(KINDS[(int) bytes & KIND_MASK], owner, id, bytes >> KIND_BITS);
    }
    return count;
  }

  /** {@return how many places were ever claimed} */
  long claimed() {
    return claimed.get();
  }

  boolean isTakenUpTo(long place) {
    return taken.get() >= place;
  }

  boolean isHalfFull(long place) {
    return place - taken.get() > mask / 2;
  }
}
