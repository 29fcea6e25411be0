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
final class Backlog<E> extends Ring<E> {

  private final String name;
  private final LongSupplier clock;
  private final boolean weighed;
  private final Lifetime lifetime;
  private final boolean dropsOldest;
  private final boolean dropsNewest;
  private final @Nullable Spill<E> spill;
  private final @Nullable CoDel codel;
  private final boolean adaptiveLifo;
  private final boolean groomed;

  /** Below this age nobody is let go, as long as the control is calm. */
  private final long calmAge;

  private long groomingAge;

  /** Whether anybody wants to know of weights or stays. */
  private final boolean accounted;

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
    super(options.capacity, residence.isHeard(), weigher.isGiven());
    name = options.name;
    clock = options.clock;
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
    groomed = codel != null || lifetime.isLimited();
    calmAge =
        shedding == null
            ? lifetime.nanos()
            : Math.min(lifetime.nanos(), Times.nanos(shedding.target()));
    groomingAge = calmAge;
    accounted = weighed || residence.isHeard();
    this.residence = residence;
    this.newsroom = newsroom;
    deadLetters = newsroom.newDesk();
    alarms = new Alarms(options.depthMarks(), options.weightMarks(), options.alarms, newsroom);
    arrivals = new RateMeter(now);
    departures = new RateMeter(now);
    if (spill != null) {
      refill(spill);
    }
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

  /** Safe without the lock: whether the queue was full and no waiting element could be expired. */
  boolean seenFull() {
    return seenSize() == capacity()
        && !(lifetime.isLimited() && lifetime.isOver(seenOldestWhenFull(), clock.getAsLong()));
  }

  /** Safe without the lock: counts and reports an element that was turned away. */
  void reject(E element) {
    rejected.increment();
    RejectionEvent.commit(name);
    giveUp(element, DeadLetterReason.REJECTED);
  }

  /** Adds to a queue that is not full. */
  void add(E element, long id, long bytes) {
    append(element, clock.getAsLong(), id, bytes);
    if (weighed) {
      weight += bytes;
    }
    if (alarms.trippedByGrowth(size(), weight)) {
      judge(clock.getAsLong());
    }
  }

  /** Makes room as the policy allows and adds, or turns away. */
  Admission addToFull(E element, long id, long bytes) {
    long now = clock.getAsLong();
    expire(now);
    if (dropsOldest && isFull()) {
      droppedInside++;
      giveUp(depart(0, ReleaseCause.EVICTED), DeadLetterReason.DROPPED);
    }
    if (isFull()) {
      return turnAway(element, now);
    }
    add(element, id, bytes);
    return Admission.ADMITTED;
  }

  private Admission turnAway(E element, long now) {
    if (dropsNewest) {
      droppedAtTheDoor++;
      giveUp(element, DeadLetterReason.DROPPED);
      return Admission.DROPPED;
    }
    return spill != null && spill.append(element, now) ? Admission.SPILLED : Admission.FULL;
  }

  /** Whether the oldest is old enough to have to be let go; the one look before every take. */
  boolean needsGrooming() {
    return groomed && size() > 0 && clock.getAsLong() - oldestStamp() >= groomingAge;
  }

  /** Lets go of whatever waited too long. */
  void groom() {
    long now = clock.getAsLong();
    expire(now);
    if (codel != null) {
      shedLate(codel, now);
      groomingAge = codel.isCalm() ? calmAge : 0;
    }
  }

  /** Takes out whatever is next, with no look at its age. */
  @Nullable E takeNext() {
    if (size() == 0) {
      return null;
    }
    return depart(adaptiveLifo ? nextPosition() : 0, ReleaseCause.DRAINED);
  }

  @Nullable E peek() {
    if (needsGrooming()) {
      expire(clock.getAsLong());
    }
    return size() == 0 ? null : element(nextPosition());
  }

  private int nextPosition() {
    boolean newestFirst = adaptiveLifo && codel != null && codel.isShedding();
    return newestFirst ? size() - 1 : 0;
  }

  /** Gives up everything whose time to live is over; with one time for all, that is a prefix. */
  void expire(long now) {
    while (size() > 0 && lifetime.isOver(oldestStamp(), now)) {
      expired++;
      ExpiryEvent.commit(name, now - oldestStamp());
      giveUp(depart(0, ReleaseCause.EXPIRED), DeadLetterReason.EXPIRED);
    }
  }

  private void shedLate(CoDel control, long now) {
    while (size() > 0 && control.sheds(now - oldestStamp(), size() == 1, now)) {
      shedOldest();
    }
    if (size() == 0) {
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
    return position >= 0 && withdraw(position);
  }

  private int find(Object o) {
    for (int i = 0; i < size(); i++) {
      if (o.equals(element(i))) {
        return i;
      }
    }
    return -1;
  }

  /** Removes this very element, which stood at {@code position} when {@code left} had left. */
  boolean removeSame(Object element, int position, long leftThen) {
    // Departures since then can only have moved it towards the head.
    int nearest = (int) Math.max(0, position - (left() - leftThen));
    for (int i = nearest; i <= position && i < size(); i++) {
      if (element(i) == element) {
        return withdraw(i);
      }
    }
    return false;
  }

  private boolean withdraw(int position) {
    removed++;
    depart(position, ReleaseCause.REMOVED);
    return true;
  }

  /** Removes all, in the file too. */
  List<E> clear(ReleaseCause cause) {
    List<E> all = new ArrayList<>(size());
    while (size() > 0) {
      removed++;
      all.add(depart(0, cause));
    }
    return all;
  }

  List<E> toList() {
    List<E> all = new ArrayList<>(size());
    for (int i = 0; i < size(); i++) {
      all.add(element(i));
    }
    return all;
  }

  /** What the guard does at every beat; answers whether anything expired. */
  boolean beat() {
    long now = clock.getAsLong();
    long leftBefore = left();
    expire(now);
    judge(now);
    return left() != leftBefore;
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
    if (accounted) {
      long bytes = weighed ? weight(position) : RetentionListener.UNKNOWN_BYTES;
      weight -= weighed ? bytes : 0;
      residence.leave(id(position), bytes, cause);
    }
    E element = position == 0 ? removeOldest() : removeAt(position);
    if (spill != null) {
      refill(spill);
    }
    if (alarms.trippedByShrinking(size(), weight)) {
      judge(clock.getAsLong());
    }
    return element;
  }

  private void refill(Spill<E> from) {
    while (!isFull()) {
      Spill.Returned<E> returned = from.next();
      if (returned == null) {
        return;
      }
      long id = residence.enter(returned.bytes());
      append(returned.element(), returned.stamp(), id, returned.bytes());
      weight += weighed ? returned.bytes() : 0;
    }
  }

  private void giveUp(E element, DeadLetterReason reason) {
    if (deadLetters.hasListeners()) {
      deadLetters.post(new DeadLetter<>(element, reason));
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
    arrivals.sample(added() + spilled, now);
    departures.sample(left(), now);
    long oldest = size() == 0 ? 0 : Math.max(0, now - oldestStamp());
    return new QueueSnapshot(
        name,
        capacity(),
        size(),
        spilled,
        weight,
        Duration.ofNanos(oldest),
        arrivals.perSecond(),
        departures.perSecond(),
        left() - expired - droppedInside - removed,
        rejected.sum(),
        expired,
        droppedInside + droppedAtTheDoor + undecodable,
        removed,
        newsroom.lost());
  }
}
