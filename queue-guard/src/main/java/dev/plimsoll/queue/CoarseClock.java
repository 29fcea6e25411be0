package dev.plimsoll.queue;

import java.util.function.LongSupplier;

/**
 * A monotonic clock that is read for the price of a field and moves at each beat of its queue.
 * Reading {@code System.nanoTime} for every element would cost more than the queue itself.
 */
final class CoarseClock implements LongSupplier {

  private volatile long now = System.nanoTime();

  void refresh() {
    now = System.nanoTime();
  }

  @Override
  public long getAsLong() {
    return now;
  }
}
