package dev.plimsoll.queue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * One side of a {@link Ring}: where it stands, and how far it may go without a look at the other
 * side. Guarded by the lock of its side, but for the two methods that say so. Padded, so that those
 * who put and those who take never write to the same cache line.
 */
@SuppressWarnings({"unused", "UnusedVariable"}) // the padding
final class Side {

  private static final VarHandle POSITION =
      Fields.handle(MethodHandles.lookup(), Side.class, "position", long.class);
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

  private long p0;
  private long p1;
  private long p2;
  private long p3;
  private long p4;
  private long p5;
  private long p6;
  private long p7;
  private long p8;
  private long p9;
  private long p10;
  private long p11;
  private long p12;
  private long p13;

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
