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
 * here is guarded by both locks of the queue, but for the methods that say so.
 *
 * <p>While elements are spilled the ring is full: every departure reads one back.
 */
final class Backlog<E> extends Ring<E> {

  private final String name;
  private final LongSupplier clock;
  private final boolean weighed;
  private final Lifetime<E> lifetime;
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

  /** Who has left and is not told of yet; null if nobody. */
  private @Nullable Leavers leavers;

  private final Alarms alarms;

  /** The weight from which on growth must be judged. */
  private long weightLimit;

  private final Newsroom newsroom;
  private final Newsroom.Desk<DeadLetter<E>> deadLetters;
  private final RateMeter arrivals;
  private final RateMeter departures;

  /** Counted without the lock, by those who are turned away. */
  private final LongAdder rejected = new LongAdder();

  private long expired;
  private long droppedInside;
  private long droppedAtTheDoor;
  private long removed;

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
    this.lifetime = lifetime;
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
    groomed = codel != null || lifetime.isLimited();
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
    arrivals = new RateMeter(now);
    departures = new RateMeter(now);
    if (spill != null) {
      refill(spill);
    }
    settle(true);
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
    return seenFull(lifetime.shared(), lifetime.isLimited() ? clock.getAsLong() : 0);
  }

  /** Safe without a lock: counts and reports an element that was turned away. */
  void reject(E element) {
    rejected.increment();
    RejectionEvent.commit(name);
    giveUp(element, DeadLetterReason.REJECTED);
  }

  /** Adds if it fits and no alarm can be raised by it; needs only the lock of those who put. */
  boolean addAlone(E element, long id, long bytes, long life) {
    if (!mayAppend() || (weighed && !mayWeigh(bytes, weightLimit))) {
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
      droppedInside++;
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
      droppedAtTheDoor++;
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
      expireAnywhere(deadlines, now);
      return;
    }
    // With one time for all, it is the oldest ones.
    while (size() > 0 && isOldestOver(lifetime.shared(), now)) {
      expireAt(place(0), now);
    }
  }

  private void expireAnywhere(Deadlines all, long now) {
    if (!all.isAnyOver(now)) {
      return;
    }
    int block = Deadlines.block(place(0));
    for (int i = 0; i < all.blocks(); i++) {
      if (all.isAnyOver(block, now)) {
        expireIn(all, block, now);
      }
      block = block + 1 == all.blocks() ? 0 : block + 1;
    }
    all.sumUp();
  }

  private void expireIn(Deadlines all, int block, long now) {
    all.forget(block);
    for (int place = Deadlines.firstPlace(block); place < all.endPlace(block); place++) {
      if (element(place) != null) {
        if (all.isOver(place, now)) {
          expireAt(place, now);
        } else {
          all.remember(place);
        }
      }
    }
  }

  private void expireAt(int place, long now) {
    expired++;
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
    droppedInside++;
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

  boolean contains(Object o) {
    return find(o) >= 0;
  }

  boolean remove(Object o) {
    int place = find(o);
    return place >= 0 && withdraw(place);
  }

  private int find(Object o) {
    for (int offset = 0; offset < span(); offset++) {
      E element = element(place(offset));
      if (element != null && o.equals(element)) {
        return place(offset);
      }
    }
    return -1;
  }

  /** Removes this very element, which was number {@code index} when {@code left} had left. */
  boolean removeSame(Object element, int index, long leftThen) {
    // Departures since then can only have moved it towards the head.
    long nearest = index - (left() - leftThen);
    int seen = 0;
    for (int offset = 0; offset < span() && seen <= index; offset++) {
      E waiting = element(place(offset));
      if (waiting == element && seen >= nearest) {
        return withdraw(place(offset));
      }
      seen += waiting == null ? 0 : 1;
    }
    return false;
  }

  private boolean withdraw(int place) {
    removed++;
    depart(place, ReleaseCause.REMOVED);
    return true;
  }

  /** Removes all, in the file too. */
  List<E> clear(ReleaseCause cause) {
    List<E> all = new ArrayList<>(size());
    while (size() > 0) {
      removed++;
      all.add(depart(place(0), cause));
    }
    return all;
  }

  List<E> toList() {
    List<E> all = new ArrayList<>(size());
    for (int offset = 0; offset < span(); offset++) {
      E element = element(place(offset));
      if (element != null) {
        all.add(element);
      }
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

  /** Who has left since the last call, for the retention listener; null if nobody. */
  @Nullable Leavers takeLeavers() {
    Leavers gone = leavers;
    leavers = null;
    return gone;
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

  /** Closes the file, once everything has left. */
  void close() {
    if (spill != null) {
      spill.close();
    }
  }

  private E depart(int place, ReleaseCause cause) {
    if (told) {
      leaversNow().add(id(place), weighed ? weight(place) : RetentionListener.UNKNOWN_BYTES, cause);
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

  private Leavers leaversNow() {
    if (leavers == null) {
      leavers = new Leavers();
    }
    return leavers;
  }

  private void refill(Spill<E> from) {
    while (!isFull()) {
      Spill.Returned<E> back = from.next();
      if (back == null) {
        return;
      }
      long id = residence.enterUnderLock(back.bytes());
      if (told) {
        leaversNow().addReturned(back.bytes());
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
    arrivals.sample(added() + spilled, now);
    departures.sample(left(), now);
    long oldest = size() == 0 ? 0 : Math.max(0, now - oldestStamp());
    return new QueueSnapshot(
        name,
        capacity(),
        size(),
        spilled,
        weight(),
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
