package dev.plimsoll.queue;

import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The queue without its concurrency: who waits, who is let go and why, and the counters. Everything
 * here is guarded by the queue's lock, but for the methods that say so.
 *
 * <p>While elements are spilled the ring is full: every departure reads one back.
 */
final class Backlog<E> {

  private final String name;
  private final LongSupplier clock;
  private final Ring<E> ring;
  private final boolean weighed;
  private final Lifetime lifetime;
  private final boolean dropsOldest;
  private final boolean dropsNewest;
  private final @Nullable Spill<E> spill;
  private final @Nullable CoDel codel;
  private final boolean adaptiveLifo;
  private final boolean groomsOnTake;
  private final Residence residence;
  private final Alarms alarms;
  private final Newsroom newsroom;
  private final Newsroom.Desk<DeadLetter<E>> deadLetters;
  private final RateMeter arrivals;
  private final RateMeter departures;

  /** Counted without the lock, by those who are turned away. */
  private final LongAdder rejected = new LongAdder();

  private long weight;
  private long expired;
  private long droppedInside;
  private long droppedAtTheDoor;
  private long removed;

  Backlog(
      GuardedQueueBuilder<E> options, Weigher<E> weigher, Residence residence, Newsroom newsroom) {
    name = options.name;
    clock = options.clock;
    ring = new Ring<>(options.capacity, residence.isHeard(), weigher.isGiven());
    weighed = weigher.isGiven();
    lifetime = new Lifetime(options.timeToLive);
    dropsOldest = options.rejection instanceof RejectionPolicy.DropOldest;
    dropsNewest = options.rejection instanceof RejectionPolicy.DropNewest;
    long now = clock.getAsLong();
    spill =
        options.rejection instanceof RejectionPolicy.SpillTo<E> to
            ? new Spill<>(to, weigher, now)
            : null;
    Shedding shedding = options.shedding;
    codel =
        shedding == null
            ? null
            : new CoDel(Times.nanos(shedding.target()), Times.nanos(shedding.interval()));
    adaptiveLifo = shedding != null && shedding.adaptiveLifo();
    groomsOnTake = codel != null || lifetime.isLimited();
    this.residence = residence;
    this.newsroom = newsroom;
    deadLetters = newsroom.newDesk();
    alarms = new Alarms(options.depthMarks(), options.weightMarks(), options.alarms, newsroom);
    arrivals = new RateMeter(now);
    departures = new RateMeter(now);
    refill();
  }

  int capacity() {
    return ring.capacity();
  }

  int size() {
    return ring.size();
  }

  long left() {
    return ring.left();
  }

  boolean isAlarmed() {
    return !alarms.isEmpty();
  }

  Newsroom.Desk<Alarm> alarmDesk() {
    return alarms.desk();
  }

  Newsroom.Desk<DeadLetter<E>> deadLetterDesk() {
    return deadLetters;
  }

  /** Safe without the lock: the size at some moment during the call. */
  int seenSize() {
    return ring.seenSize();
  }

  /** Safe without the lock: whether the queue was full and no waiting element could be expired. */
  boolean seenFull() {
    return ring.seenSize() == ring.capacity()
        && !(lifetime.isLimited() && lifetime.isOver(ring.seenOldestWhenFull(), clock.getAsLong()));
  }

  /** Safe without the lock: counts and reports an element that was turned away. */
  void reject(E element) {
    rejected.increment();
    RejectionEvent.commit(name);
    giveUp(element, DeadLetterReason.REJECTED);
  }

  Admission add(E element, long id, long bytes) {
    long now = clock.getAsLong();
    if (ring.isFull()) {
      makeRoom(now);
      if (ring.isFull()) {
        return turnAway(element, now);
      }
    }
    ring.add(element, now, id, bytes);
    weight += weighed ? bytes : 0;
    watch();
    return Admission.ADMITTED;
  }

  private void makeRoom(long now) {
    expire(now);
    if (dropsOldest && ring.isFull()) {
      droppedInside++;
      giveUp(depart(0, ReleaseCause.EVICTED), DeadLetterReason.DROPPED);
    }
  }

  private Admission turnAway(E element, long now) {
    if (dropsNewest) {
      droppedAtTheDoor++;
      giveUp(element, DeadLetterReason.DROPPED);
      return Admission.DROPPED;
    }
    return spill != null && spill.append(element, now) ? Admission.SPILLED : Admission.FULL;
  }

  /** Takes out whatever is due next. */
  @Nullable E next() {
    if (groomsOnTake) {
      groom(clock.getAsLong());
    }
    if (ring.size() == 0) {
      return null;
    }
    return depart(nextPosition(), ReleaseCause.DRAINED);
  }

  @Nullable E peek() {
    if (groomsOnTake) {
      expire(clock.getAsLong());
    }
    return ring.size() == 0 ? null : ring.element(nextPosition());
  }

  private int nextPosition() {
    boolean newestFirst = adaptiveLifo && codel != null && codel.overloaded();
    return newestFirst ? ring.size() - 1 : 0;
  }

  private void groom(long now) {
    expire(now);
    if (codel != null) {
      shedLate(codel, now);
    }
  }

  /** Gives up everything whose time to live is over; with one time for all, that is a prefix. */
  void expire(long now) {
    while (lifetime.isLimited() && ring.size() > 0 && lifetime.isOver(ring.stamp(0), now)) {
      expired++;
      ExpiryEvent.commit(name, now - ring.stamp(0));
      giveUp(depart(0, ReleaseCause.EXPIRED), DeadLetterReason.EXPIRED);
    }
  }

  private void shedLate(CoDel control, long now) {
    while (ring.size() > 0 && control.sheds(now - ring.stamp(0), ring.size() == 1, now)) {
      shedOldest();
    }
    if (ring.size() == 0) {
      control.idle();
    }
  }

  private void shedOldest() {
    droppedInside++;
    giveUp(depart(0, ReleaseCause.EVICTED), DeadLetterReason.SHED);
  }

  /** Sheds the oldest until so much weight is gone or nothing is left; answers what is gone. */
  long shed(long bytes) {
    long goal = Math.max(0, weight - bytes);
    long before = weight;
    while (weight > goal) {
      shedOldest();
    }
    return before - weight;
  }

  boolean contains(Object o) {
    return find(o) >= 0;
  }

  boolean remove(Object o) {
    int position = find(o);
    return position >= 0 && removeAt(position);
  }

  private int find(Object o) {
    for (int i = 0; i < ring.size(); i++) {
      if (o.equals(ring.element(i))) {
        return i;
      }
    }
    return -1;
  }

  /** Removes this very element, which stood at {@code position} when {@code left} had left. */
  boolean removeSame(Object element, int position, long leftThen) {
    // Departures since then can only have moved it towards the head.
    int nearest = (int) Math.max(0, position - (ring.left() - leftThen));
    for (int i = nearest; i <= position && i < ring.size(); i++) {
      if (ring.element(i) == element) {
        return removeAt(i);
      }
    }
    return false;
  }

  private boolean removeAt(int position) {
    removed++;
    depart(position, ReleaseCause.REMOVED);
    return true;
  }

  /** Removes all, in the file too. */
  List<E> clear(ReleaseCause cause) {
    List<E> all = new ArrayList<>(ring.size());
    while (ring.size() > 0) {
      removed++;
      all.add(depart(0, cause));
    }
    return all;
  }

  List<E> toList() {
    List<E> all = new ArrayList<>(ring.size());
    for (int i = 0; i < ring.size(); i++) {
      all.add(ring.element(i));
    }
    return all;
  }

  /** What the guard does at every beat; answers whether anything expired. */
  boolean beat() {
    long now = clock.getAsLong();
    long leftBefore = ring.left();
    expire(now);
    judge(now);
    return ring.left() != leftBefore;
  }

  QueueSnapshot snapshot() {
    return snapshot(clock.getAsLong());
  }

  /** Closes the file, once everything has left. */
  void close() {
    if (spill != null) {
      spill.close();
    }
  }

  private E depart(int position, ReleaseCause cause) {
    long bytes = weighed ? ring.weight(position) : RetentionListener.UNKNOWN_BYTES;
    weight -= weighed ? bytes : 0;
    residence.leave(ring.id(position), bytes, cause);
    E element = ring.remove(position);
    refill();
    watch();
    return element;
  }

  private void refill() {
    while (spill != null && !ring.isFull()) {
      Spill.Returned<E> returned = spill.next();
      if (returned == null) {
        return;
      }
      long id = residence.enter(returned.bytes());
      ring.add(returned.element(), returned.stamp(), id, returned.bytes());
      weight += weighed ? returned.bytes() : 0;
    }
  }

  private void giveUp(E element, DeadLetterReason reason) {
    if (deadLetters.hasListeners()) {
      deadLetters.post(new DeadLetter<>(element, reason));
    }
  }

  private void watch() {
    if (alarms.trippedBy(ring.size(), weight)) {
      judge(clock.getAsLong());
    }
  }

  private void judge(long now) {
    if (!alarms.isEmpty()) {
      alarms.judge(snapshot(now), now);
    }
  }

  private QueueSnapshot snapshot(long now) {
    long spilled = spill == null ? 0 : spill.count();
    long undecodable = spill == null ? 0 : spill.undecodable();
    arrivals.sample(ring.added() + spilled, now);
    departures.sample(ring.left(), now);
    long oldest = ring.size() == 0 ? 0 : Math.max(0, now - ring.stamp(0));
    return new QueueSnapshot(
        name,
        ring.capacity(),
        ring.size(),
        spilled,
        weight,
        Duration.ofNanos(oldest),
        arrivals.perSecond(),
        departures.perSecond(),
        ring.left() - expired - droppedInside - removed,
        rejected.sum(),
        expired,
        droppedInside + droppedAtTheDoor + undecodable,
        removed,
        newsroom.lost());
  }
}
