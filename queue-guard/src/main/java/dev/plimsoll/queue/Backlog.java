package dev.plimsoll.queue;

import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The queue without its concurrency: who waits, who is let go and why, and the counters. Everything
 * here is guarded by both locks of the queue, but for the methods that say so.
 *
 * <p>While elements are spilled the ring is full, as every departure reads one back, unless the
 * file cannot be read.
 */
final class Backlog<E> extends Ring<E> implements Deadlines.Places {

  private final String name;
  private final LongSupplier clock;
  private final boolean weighed;

  /** The time to live that all share. */
  private final long lifetime;

  private final boolean expires;
  private final @Nullable Deadlines deadlines;
  private final boolean dropsOldest;
  private final boolean dropsNewest;
  private final @Nullable Spill<E> spill;
  private final @Nullable CoDel codel;
  private final boolean adaptiveLifo;
  private final boolean groomed;

  /** Below this age nobody is let go, as long as the control is calm. */
  private final long calmAge;

  private long groomingAge;
  private final Residence residence;
  private final boolean told;

  /** Who has come and gone and is not told of yet; null if nobody. */
  private @Nullable Movements movements;

  private final Alarms alarms;

  /** The weight from which on growth must be judged. */
  private long weightLimit;

  private final Newsroom newsroom;
  private final Newsroom.Desk<DeadLetter<E>> deadLetters;
  private final Books books;

  /** The books', one load nearer to those who refuse. */
  private final StripedCounter rejected;

  static <E> Backlog<E> of(
      GuardedQueueBuilder<E> options,
      Lifetime<E> lifetime,
      Weigher<E> weigher,
      Residence residence,
      Newsroom newsroom) {
    int places = places(options.capacity, lifetime.isOwn());
    Deadlines deadlines =
        lifetime.isOwn() ? new Deadlines(places, options.clock.getAsLong()) : null;
    return new Backlog<>(options, lifetime, deadlines, weigher, residence, newsroom);
  }

  private Backlog(
      GuardedQueueBuilder<E> options,
      Lifetime<E> lifetime,
      @Nullable Deadlines deadlines,
      Weigher<E> weigher,
      Residence residence,
      Newsroom newsroom) {
    super(options.capacity, residence.isTold(), weigher.isGiven(), deadlines);
    name = options.name;
    clock = options.clock;
    weighed = weigher.isGiven();
    this.lifetime = lifetime.shared();
    expires = lifetime.isLimited();
    this.deadlines = deadlines;
    dropsOldest = options.rejection instanceof RejectionPolicy.DropOldest;
    dropsNewest = options.rejection instanceof RejectionPolicy.DropNewest;
    long now = clock.getAsLong();
    spill =
        options.rejection instanceof RejectionPolicy.SpillTo<E> to
            ? new Spill<>(to, weigher, lifetime, now)
            : null;
    Shedding shedding = options.shedding;
    codel =
        shedding == null
            ? null
            : new CoDel(Times.nanos(shedding.target()), Times.nanos(shedding.interval()));
    adaptiveLifo = shedding != null && shedding.adaptiveLifo();
    groomed = codel != null || expires;
    calmAge =
        shedding == null
            ? lifetime.shared()
            : Math.min(lifetime.shared(), Times.nanos(shedding.target()));
    groomingAge = calmAge;
    this.residence = residence;
    told = residence.isTold();
    this.newsroom = newsroom;
    deadLetters = newsroom.newDesk();
    alarms = new Alarms(options.depthMarks(), options.weightMarks(), options.alarms, newsroom);
    books = new Books(name, now);
    rejected = books.rejected;
    if (spill != null) {
      refill(spill);
    }
    settle(true);
  }

  String name() {
    return name;
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

  /** Safe without a lock: whether the queue was full and no waiting element could be expired. */
  boolean seenFull() {
    return !in.seenFree() && seenFull(lifetime, expires ? clock.getAsLong() : 0);
  }

  /** Safe without a lock: counts and reports an element that was turned away. */
  void reject(E element) {
    rejected.increment();
    RejectionEvent.commit(name);
    giveUp(element, DeadLetterReason.REJECTED);
  }

  /** Adds if it fits and no alarm can be raised by it; needs only the lock of those who put. */
  boolean addAlone(E element, long id, long bytes, long life) {
    if (!mayAppend() || !mayWeigh(bytes, weightLimit)) {
      return false;
    }
    append(element, clock.getAsLong(), id, bytes, life);
    return true;
  }

  /** Adds to a queue that is not full. */
  void add(E element, long id, long bytes, long life) {
    makePlace();
    append(element, clock.getAsLong(), id, bytes, life);
    if (alarms.isTripped(size(), weight())) {
      judge(clock.getAsLong());
    }
  }

  /** Makes room as the policy allows and adds, or turns away. */
  Admission addToFull(E element, long id, long bytes, long life) {
    long now = clock.getAsLong();
    expire(now);
    if (dropsOldest && isFull()) {
      books.dropped();
      giveUp(depart(place(0), ReleaseCause.EVICTED), DeadLetterReason.DROPPED);
    }
    if (isFull()) {
      return turnAway(element, now);
    }
    add(element, id, bytes, life);
    return Admission.ADMITTED;
  }

  private Admission turnAway(E element, long now) {
    if (dropsNewest) {
      books.droppedAtTheDoor();
      giveUp(element, DeadLetterReason.DROPPED);
      return Admission.DROPPED;
    }
    return spill != null && spill.append(element, now) ? Admission.SPILLED : Admission.FULL;
  }

  /**
   * Whether the oldest may be taken with no alarm cleared and no age looked into; needs only the
   * lock of those who take.
   */
  boolean mayTakeAlone() {
    return mayTake() && (!groomed || isNoneLate(clock.getAsLong()));
  }

  private boolean isNoneLate(long now) {
    if (isNoneOver(groomingAge, now)) {
      return true;
    }
    rememberOldest();
    return isNoneOver(groomingAge, now);
  }

  /** The weight of the oldest, for the retention listener. */
  long oldestBytes() {
    return weighed ? oldestWeight() : RetentionListener.UNKNOWN_BYTES;
  }

  /** Whether the oldest is old enough to have to be let go. */
  boolean needsGrooming() {
    return groomed && size() > 0 && isOldestOver(groomingAge, clock.getAsLong());
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
    if (size() == 0 && spill != null) {
      refill(spill);
    }
    if (size() == 0) {
      return null;
    }
    return depart(nextPlace(), ReleaseCause.DRAINED);
  }

  @Nullable E peek() {
    if (needsGrooming()) {
      expire(clock.getAsLong());
    }
    return size() == 0 ? null : element(nextPlace());
  }

  private int nextPlace() {
    boolean newestFirst = adaptiveLifo && codel != null && codel.isShedding();
    return newestFirst ? newestPlace() : place(0);
  }

  /** Gives up everything whose time to live is over. */
  void expire(long now) {
    if (deadlines != null) {
      deadlines.expire(place(0), now, this);
      return;
    }
    // With one time for all, it is the oldest ones.
    while (size() > 0 && isOldestOver(lifetime, now)) {
      expire(place(0), now);
    }
  }

  @Override
  public boolean isTaken(int place) {
    return element(place) != null;
  }

  @Override
  public void expire(int place, long now) {
    books.expired();
    ExpiryEvent.commit(name, now - stamp(place));
    giveUp(depart(place, ReleaseCause.EXPIRED), DeadLetterReason.EXPIRED);
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
    books.dropped();
    giveUp(depart(place(0), ReleaseCause.EVICTED), DeadLetterReason.SHED);
  }

  /** Sheds the oldest until so much weight is gone or nothing is left; answers what is gone. */
  long shed(long bytes) {
    long before = weight();
    long goal = Math.max(0, before - bytes);
    while (weight() > goal) {
      shedOldest();
    }
    return before - weight();
  }

  /** Removes what was just found at this place; answers false if nothing was. */
  boolean withdraw(int place) {
    if (place < 0) {
      return false;
    }
    books.removed();
    depart(place, ReleaseCause.REMOVED);
    return true;
  }

  /** Removes all, in the file too. */
  List<E> clear(ReleaseCause cause) {
    List<E> all = new ArrayList<>(size());
    while (size() > 0) {
      books.removed();
      all.add(depart(place(0), cause));
    }
    return all;
  }

  /** Says how far each side may go alone; ends every change that was made under both locks. */
  void settle(boolean open) {
    boolean alone = open && spill == null;
    boolean inOrder = !(adaptiveLifo && codel != null && codel.isShedding());
    boolean weightIsCalm = alarms.weight().below() < 0;
    weightLimit = alarms.weight().above();
    allow(
        alone ? Math.min(capacity(), alarms.depth().above() - 1) : -NEVER,
        alone && inOrder && weightIsCalm ? alarms.depth().below() + 1 : NEVER);
  }

  /** Who has come and gone since the last call, for the retention listener; null if nobody. */
  @Nullable Movements takeMovements() {
    Movements untold = movements;
    movements = null;
    return untold;
  }

  /** What the guard does at every beat; answers whether anything expired. */
  boolean beat() {
    long now = clock.getAsLong();
    long leftBefore = left();
    expire(now);
    judge(now);
    return left() != leftBefore;
  }

  String accounts() {
    QueueSnapshot now = snapshot();
    return "queued "
        + now.queued()
        + ", taken "
        + now.taken()
        + ", removed "
        + now.removed()
        + (alarms.isRaised() ? ", raised" : "");
  }

  QueueSnapshot snapshot() {
    return snapshot(clock.getAsLong());
  }

  /** Closes the file, once everything has left; answers what it kept, since it cannot be read. */
  long close() {
    if (spill == null) {
      return 0;
    }
    spill.close();
    return spill.count();
  }

  private E depart(int place, ReleaseCause cause) {
    if (told) {
      note(id(place), weighed ? weight(place) : RetentionListener.UNKNOWN_BYTES, cause);
    }
    E element = takeAt(place);
    if (spill != null) {
      refill(spill);
    }
    if (alarms.isTripped(size(), weight())) {
      judge(clock.getAsLong());
    }
    return element;
  }

  private void note(long id, long bytes, @Nullable ReleaseCause cause) {
    if (movements == null) {
      movements = new Movements();
    }
    movements.add(id, bytes, cause);
  }

  private void refill(Spill<E> from) {
    while (!isFull()) {
      Spill.Returned<E> back = from.next();
      if (back == null) {
        return;
      }
      long id = residence.nextId();
      if (told) {
        note(id, back.bytes(), null);
      }
      makePlace();
      append(back.element(), back.stamp(), id, back.bytes(), back.lifetime());
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
    return books.snapshot(this, spilled, undecodable, newsroom.lost(), now);
  }
}
