package dev.plimsoll.queue;

import java.time.Duration;
import java.util.Optional;

/**
 * One consistent view of a queue. At every moment
 *
 * <pre>offered == taken + rejected + expired + dropped + removed + spilled + queued</pre>
 *
 * @param queue the queue's name
 * @param capacity how many elements it can hold
 * @param queued how many wait in memory
 * @param spilled how many wait in the file
 * @param weight the summed weight of those in memory; 0 without a weigher
 * @param oldestAge how long the oldest has waited; zero when none waits
 * @param arrivalRate elements that entered, per second, smoothed over some seconds
 * @param departureRate elements that left, on whatever way, per second, smoothed likewise
 * @param taken elements handed to consumers, {@code drainTo} included
 * @param rejected elements refused
 * @param expired elements whose time to live passed
 * @param dropped elements that a drop policy or shedding let go
 * @param removed elements taken out by {@code remove(Object)}, {@code clear}, an iterator, or left
 *     at close
 * @param lostNews notifications that no listener got, because it was too slow or threw
 */
public record QueueSnapshot(
    String queue,
    int capacity,
    int queued,
    long spilled,
    long weight,
    Duration oldestAge,
    double arrivalRate,
    double departureRate,
    long taken,
    long rejected,
    long expired,
    long dropped,
    long removed,
    long lostNews) {

  /** {@return how many offers were decided, one way or the other} */
  public long offered() {
    return taken + rejected + expired + dropped + removed + spilled + queued;
  }

  /**
   * {@return how long an element that arrives now will wait, by Little's law: depth over departure
   * rate; empty while nothing leaves}
   */
  public Optional<Duration> estimatedWait() {
    long waiting = queued + spilled;
    if (waiting == 0) {
      return Optional.of(Duration.ZERO);
    }
    return departureRate > 0
        ? Optional.of(Times.ofSeconds(waiting / departureRate))
        : Optional.empty();
  }

  /** {@return when the queue will be full at the present rates; empty while it does not grow} */
  public Optional<Duration> timeToOverflow() {
    if (queued >= capacity) {
      return Optional.of(Duration.ZERO);
    }
    double growth = arrivalRate - departureRate;
    return growth > 0
        ? Optional.of(Times.ofSeconds((capacity - queued) / growth))
        : Optional.empty();
  }
}
