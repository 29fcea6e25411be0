package dev.plimsoll.queue;

import java.time.Duration;

/**
 * What became of the elements of one queue, in numbers. Guarded by both locks of the queue, but for
 * {@link #rejected}.
 */
final class Books {

  private final String queue;
  private final RateMeter arrivals;
  private final RateMeter departures;

  /** Counted without the lock, by those who are turned away. */
  final StripedCounter rejected = new StripedCounter();

  private long expired;
  private long droppedInside;
  private long droppedAtTheDoor;
  private long removed;

  Books(String queue, long now) {
    this.queue = queue;
    arrivals = new RateMeter(now);
    departures = new RateMeter(now);
  }

  void expired() {
    expired++;
  }

  void dropped() {
    droppedInside++;
  }

  void droppedAtTheDoor() {
    droppedAtTheDoor++;
  }

  void removed() {
    removed++;
  }

  /** One view of the ring, of the file behind it and of the counters. */
  QueueSnapshot snapshot(Ring<?> ring, long spilled, long undecodable, long lostNews, long now) {
    arrivals.sample(ring.added() + spilled, now);
    departures.sample(ring.left(), now);
    long oldest = ring.size() == 0 ? 0 : Math.max(0, now - ring.oldestStamp());
    return new QueueSnapshot(
        queue,
        ring.capacity(),
        ring.size(),
        spilled,
        ring.weight(),
        Duration.ofNanos(oldest),
        arrivals.perSecond(),
        departures.perSecond(),
        ring.left() - expired - droppedInside - removed,
        rejected.sum(),
        expired,
        droppedInside + droppedAtTheDoor + undecodable,
        removed,
        lostNews);
  }
}
