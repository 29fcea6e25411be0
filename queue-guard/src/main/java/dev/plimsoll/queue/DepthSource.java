package dev.plimsoll.queue;

import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What can be seen of a queue that is not ours. Read by one thread at a time. */
interface DepthSource {

  long depth();

  /** Grows whenever something was seen to leave; read after {@link #depth}. */
  long left();

  /** The capacity, or {@link Integer#MAX_VALUE} where none is known. */
  int capacity();

  static DepthSource of(LongSupplier depth) {
    return new Supplied(depth, Integer.MAX_VALUE);
  }

  static DepthSource of(Queue<?> queue) {
    return new Head(queue, capacityOf(queue));
  }

  static DepthSource of(ThreadPoolExecutor pool) {
    return new Pool(pool, capacityOf(pool.getQueue()));
  }

  static int capacityOf(Queue<?> queue) {
    if (queue instanceof BlockingQueue<?> bounded) {
      long sum = (long) bounded.remainingCapacity() + bounded.size();
      return (int) Math.min(Integer.MAX_VALUE, sum);
    }
    return Integer.MAX_VALUE;
  }

  /** A number alone: what it falls by has left, at least. */
  final class Supplied implements DepthSource {
    private final LongSupplier supplier;
    private final int capacity;
    private long last;
    private long left;

    Supplied(LongSupplier supplier, int capacity) {
      this.supplier = supplier;
      this.capacity = capacity;
    }

    @Override
    public long depth() {
      long depth = supplier.getAsLong();
      if (depth < 0) {
        throw new IllegalStateException("a depth must not be negative: " + depth);
      }
      left += Math.max(0, last - depth);
      last = depth;
      return depth;
    }

    @Override
    public long left() {
      return left;
    }

    @Override
    public int capacity() {
      return capacity;
    }
  }

  /** A queue: something has left as well when another element is its head. */
  final class Head implements DepthSource {
    private final Queue<?> queue;
    private final Supplied size;
    private @Nullable Object head;
    private long headsGone;

    Head(Queue<?> queue, int capacity) {
      this.queue = queue;
      size = new Supplied(queue::size, capacity);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // another element that is equal is another element
    public long depth() {
      long leftBefore = size.left();
      long depth = size.depth();
      Object headNow = queue.peek();
      if (headNow != head && head != null && size.left() == leftBefore) {
        headsGone++;
      }
      head = headNow;
      return depth;
    }

    @Override
    public long left() {
      return size.left() + headsGone;
    }

    @Override
    public int capacity() {
      return size.capacity();
    }
  }

  /** A pool, which counts what it has begun. */
  record Pool(ThreadPoolExecutor pool, int capacity) implements DepthSource {
    @Override
    public long depth() {
      return pool.getQueue().size();
    }

    @Override
    public long left() {
      return pool.getCompletedTaskCount() + pool.getActiveCount();
    }
  }
}
