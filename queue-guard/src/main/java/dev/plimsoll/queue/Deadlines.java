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

  /** What the deadlines belong to. */
  interface Places {
    boolean isTaken(int place);

    void expire(int place, long now);
  }

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

  private static int block(int place) {
    return place >>> BLOCK_SHIFT;
  }

  /** Has every element removed whose time is over, those from this place on first. */
  void expire(int from, long now, Places places) {
    if (!isAnyOver(now)) {
      return;
    }
    int block = block(from);
    for (int i = 0; i < earliestOfBlock.length; i++) {
      if (earliestOfBlock[block] <= now - origin) {
        expireIn(block, now, places);
      }
      block = block + 1 == earliestOfBlock.length ? 0 : block + 1;
    }
    sumUp();
  }

  private void expireIn(int block, long now, Places places) {
    earliestOfBlock[block] = Long.MAX_VALUE;
    boolean last = block + 1 == earliestOfBlock.length;
    int end = last ? deadlines.length : (block + 1) << BLOCK_SHIFT;
    for (int place = block << BLOCK_SHIFT; place < end; place++) {
      if (places.isTaken(place)) {
        if (isOver(place, now)) {
          places.expire(place, now);
        } else {
          remember(place);
        }
      }
    }
  }

  private void remember(int place) {
    int block = block(place);
    earliestOfBlock[block] = Math.min(earliestOfBlock[block], deadlines[place]);
  }

  private void sumUp() {
    long min = Long.MAX_VALUE;
    for (long deadline : earliestOfBlock) {
      min = Math.min(min, deadline);
    }
    EARLIEST.setRelease(this, min);
  }
}
