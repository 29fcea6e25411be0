package dev.plimsoll.queue;

import dev.plimsoll.retention.internal.Padded;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * One side of a {@link Ring}: where it stands, and how far it may go without a look at the other
 * side. Guarded by the lock of its side, but for the two methods that say so. Padded, so that those
 * who put and those who take never write to the same cache line.
 */
@SuppressWarnings({"unused", "UnusedVariable"}) // the padding
final class Side extends Padded {

  private static final VarHandle POSITION =
      Fields.handle(MethodHandles.lookup(), Side.class, "position", long.class);
  private static final VarHandle UNTIL =
      Fields.handle(MethodHandles.lookup(), Side.class, "until", long.class);
  private static final VarHandle STAMP =
      Fields.handle(MethodHandles.lookup(), Side.class, "stamp", long.class);

  /** How many have passed this side. */
  private long position;

  /** The position up to which this side may go alone, by what it has seen of the other. */
  long until;

  /** How far apart the sides may be, or must stay, for one to go on alone; set under both locks. */
  long slack;

  /** A time that this side keeps in mind. */
  private long stamp;

  /** The place in the arrays that belongs to the position. */
  int slot;

  private long after0;
  private long after1;
  private long after2;
  private long after3;
  private long after4;
  private long after5;
  private long after6;

  long position() {
    return position;
  }

  long stamp() {
    return stamp;
  }

  /** Safe without a lock. */
  long seenPosition() {
    return (long) POSITION.getAcquire(this);
  }

  /** Safe without a lock: whether it may go on without a look at the other side; a guess. */
  boolean seenFree() {
    return seenPosition() < (long) UNTIL.getOpaque(this);
  }

  /** Safe without a lock. */
  long seenStamp() {
    return (long) STAMP.getAcquire(this);
  }

  /** Lets the other side see all that was written before. */
  void moveTo(long newPosition) {
    POSITION.setRelease(this, newPosition);
  }

  void remember(long time) {
    STAMP.setRelease(this, time);
  }
}
