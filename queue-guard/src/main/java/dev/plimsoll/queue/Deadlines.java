package dev.plimsoll.queue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The deadline of each place in a {@link Ring}, when every element has its own. Answers in one look
 * that nothing is over, and otherwise in one look for every 64 places and 64 for each element that
 * is: each block of places knows a time before which nothing in it is over. Guarded by the queue,
 * but for {@link #isAnyOver}.
 */
final class Deadlines {

  private static final int BLOCK_SHIFT = 6;
  private static final VarHandle EARLIEST =
      Fields.handle(MethodHandles.lookup(), Deadlines.class, "earliest", long.class);

  private final long origin;

  // Nanoseconds since the origin, so that they compare without wrapping.
  private final long[] deadlines;
  private final long[] earliestOfBlock;
  private long earliest = Long.MAX_VALUE;

  Deadlines(int places, long now) {
    origin = now;
    deadlines = new long[places];
    earliestOfBlock = new long[block(places - 1) + 1];
    Arrays.fill(earliestOfBlock, Long.MAX_VALUE);
  }

  void set(int place, long stamp, long lifetime) {
    long since = stamp - origin;
    put(place, lifetime < Long.MAX_VALUE - since ? since + lifetime : Long.MAX_VALUE);
  }

  void move(int from, int to) {
    put(to, deadlines[from]);
  }

  private void put(int place, long deadline) {
    deadlines[place] = deadline;
    remember(place);
    if (deadline < earliest) {
      EARLIEST.setRelease(this, deadline);
    }
  }

  boolean isOver(int place, long now) {
    return deadlines[place] <= now - origin;
  }

  /** Safe without a lock: whether an element may be over; a no is certain. */
  boolean isAnyOver(long now) {
    return (long) EARLIEST.getAcquire(this) <= now - origin;
  }

  /** How many blocks of places there are. */
  int blocks() {
    return earliestOfBlock.length;
  }

  boolean isAnyOver(int block, long now) {
    return earliestOfBlock[block] <= now - origin;
  }

  static int block(int place) {
    return place >>> BLOCK_SHIFT;
  }

  static int firstPlace(int block) {
    return block << BLOCK_SHIFT;
  }

  int endPlace(int block) {
    return Math.min(deadlines.length, firstPlace(block + 1));
  }

  /** Forgets what was known of a block, before all of its elements are looked at. */
  void forget(int block) {
    earliestOfBlock[block] = Long.MAX_VALUE;
  }

  /** Remembers an element that was looked at and is not over. */
  void remember(int place) {
    int block = block(place);
    earliestOfBlock[block] = Math.min(earliestOfBlock[block], deadlines[place]);
  }

  /** Sums up the blocks, after those that were over have been looked at. */
  void sumUp() {
    long min = Long.MAX_VALUE;
    for (long deadline : earliestOfBlock) {
      min = Math.min(min, deadline);
    }
    EARLIEST.setRelease(this, min);
  }
}
