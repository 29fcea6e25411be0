package dev.plimsoll.queue;

import dev.plimsoll.retention.Bound;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.Sheddable;
import dev.plimsoll.retention.Subscription;
import java.time.Duration;
import java.util.AbstractQueue;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A bounded first-in-first-out queue that cannot pile up unseen: it raises alarms, lets go of what
 * waited too long, and refuses what it cannot hold, all of it counted and reported.
 *
 * <p>Keeps the whole contract of {@link BlockingQueue} unless its {@link RejectionPolicy} says
 * otherwise; refuses null. Iterators show one moment and never throw {@link
 * java.util.ConcurrentModificationException}. Safe for any number of producers and consumers, and
 * for virtual threads: blocking never happens in a monitor. Nothing is allocated for an element.
 *
 * <p>Listeners run on other threads; one that throws, blocks or calls back costs only its own news.
 *
 * @param <E> the type of the elements
 */
public final class GuardedQueue<E> extends AbstractQueue<E>
    implements BlockingQueue<E>, Sheddable, AutoCloseable {

  private final String name;
  private final Owner owner;
  private final Newsroom newsroom;

  /** Used without a lock only where its methods allow it. */
  private final Backlog<E> backlog;

  private final Doors<E> doors;
  private final Entrance<E> entrance;
  private final Exit<E> exit;
  private final Closing<E> closing;

  /** How long {@code offer(e)} and {@code put} wait for room: 0 and forever, unless told. */
  private final long offerPatience;

  private final long putPatience;
  private final boolean refusesWhenFull;

  /** Whether a size of 0 that is seen without the lock is no step of a replacement. */
  private final boolean emptyIsSeen;

  private @Nullable Heartbeat<GuardedQueue<E>> guard;

  GuardedQueue(GuardedQueueBuilder<E> options) {
    name = options.name;
    owner = Owner.named(name, Bound.entries(options.capacity)).heldBy(this);
    newsroom = Newsroom.of(name, options.listenerExecutor);
    Weigher<E> weigher = new Weigher<>(options.weigher);
    Lifetime<E> lifetime = new Lifetime<>(options.timeToLive, options.ownTimeToLive);
    Residence residence = new Residence(owner, options.retention, options.budget, this);
    backlog = Backlog.of(options, lifetime, weigher, residence, newsroom);
    doors = new Doors<>(options.fair, backlog, residence);
    entrance = new Entrance<>(doors, weigher, lifetime, residence, backlog);
    exit = new Exit<>(doors, residence, backlog);
    closing = new Closing<>(doors, backlog);
    boolean blocks = options.rejection instanceof RejectionPolicy.BlockFor<E>;
    offerPatience = blocks ? options.patienceNanos() : 0;
    putPatience = blocks ? options.patienceNanos() : Doors.FOREVER;
    refusesWhenFull = options.rejection instanceof RejectionPolicy.Reject;
    emptyIsSeen = refusesWhenFull || options.capacity > 1;
    // Tells of what an earlier run left in a file.
    doors.locked(backlog::size);
  }

  /**
   * {@return the options of a new queue}
   *
   * @param name what alarms and reports call it; not blank
   * @param <E> the type of the elements
   */
  public static <E> GuardedQueueBuilder<E> named(String name) {
    return new GuardedQueueBuilder<>(name);
  }

  /** {@return the queue's name} */
  public String name() {
    return name;
  }

  /** {@return how many elements it can hold} */
  public int capacity() {
    return backlog.capacity();
  }

  /** {@return whose memory it reports to the retention listener} */
  public Owner owner() {
    return owner;
  }

  /** {@return one consistent view of depth, age, rates and counters} */
  public QueueSnapshot snapshot() {
    return doors.locked(backlog::snapshot);
  }

  /**
   * Hears every alarm of this queue, in order, from now on.
   *
   * @param listener called on another thread
   * @return closes to unsubscribe
   */
  public Subscription onAlarm(Consumer<? super Alarm> listener) {
    return backlog.alarmDesk().subscribe(Objects.requireNonNull(listener, "listener"));
  }

  /**
   * Gets every element that is rejected, expired, dropped or shed, from now on.
   *
   * @param listener called on another thread
   * @return closes to unsubscribe
   */
  public Subscription onDeadLetter(DeadLetterListener<? super E> listener) {
    Objects.requireNonNull(listener, "listener");
    return backlog
        .deadLetterDesk()
        .subscribe(letter -> listener.onDeadLetter(letter.element(), letter.reason()));
  }

  @Override
  public boolean offer(E e) {
    return settle(e, admit(e)).isAccepted();
  }

  @Override
  public boolean offer(E e, long timeout, TimeUnit unit) throws InterruptedException {
    Objects.requireNonNull(e, "element");
    return settle(e, entrance.insert(e, nanos(timeout, unit))).isAccepted();
  }

  /**
   * Adds the element or throws.
   *
   * @throws QueueRejectedException when the queue is full or closed; without a stack trace
   */
  @Override
  public boolean add(E e) {
    return accept(e, admit(e));
  }

  /**
   * Adds the element, waiting for room.
   *
   * @throws QueueClosedException when the queue is closed, before or during the wait
   * @throws QueueRejectedException when the policy limits the wait and the time is over
   */
  @Override
  public void put(E e) throws InterruptedException {
    Objects.requireNonNull(e, "element");
    Admission outcome = entrance.insert(e, putPatience);
    if (outcome == Admission.CLOSED) {
      settle(e, outcome);
      throw new QueueClosedException(name);
    }
    accept(e, outcome);
  }

  @Override
  public @Nullable E poll() {
    if (emptyIsSeen && backlog.seenEmpty()) {
      return null;
    }
    E taken = exit.next();
    newsroom.deliver();
    return taken;
  }

  @Override
  public @Nullable E poll(long timeout, TimeUnit unit) throws InterruptedException {
    E taken = exit.next(nanos(timeout, unit));
    newsroom.deliver();
    return taken;
  }

  /**
   * Takes the next element, waiting for one.
   *
   * @throws QueueClosedException when the queue is closed and empty, before or during the wait
   */
  @Override
  public E take() throws InterruptedException {
    E taken = takeUntilClosed();
    if (taken == null) {
      throw new QueueClosedException(name);
    }
    return taken;
  }

  @Override
  public @Nullable E peek() {
    return change(backlog::peek);
  }

  @Override
  public int size() {
    return doors.locked(backlog::size);
  }

  @Override
  public int remainingCapacity() {
    return capacity() - size();
  }

  @Override
  public boolean contains(@Nullable Object o) {
    return o != null && doors.locked(() -> backlog.find(o) >= 0);
  }

  @Override
  public boolean remove(@Nullable Object o) {
    return o != null && change(() -> backlog.withdraw(backlog.find(o)));
  }

  @Override
  public void clear() {
    change(() -> backlog.clear(ReleaseCause.CLEARED));
  }

  @Override
  public int drainTo(Collection<? super E> target) {
    return drainTo(target, Integer.MAX_VALUE);
  }

  @Override
  public int drainTo(Collection<? super E> target, int maxElements) {
    if (Objects.requireNonNull(target, "target") == this) {
      throw new IllegalArgumentException("a queue cannot be drained to itself: " + name);
    }
    // Not into the target under the lock: it is foreign code.
    List<E> taken = exit.next(maxElements);
    newsroom.deliver();
    target.addAll(taken);
    return taken.size();
  }

  @Override
  public Iterator<E> iterator() {
    return doors.locked(
        () -> {
          long leftThen = backlog.left();
          return new Moment<>(
              backlog.toList(),
              (element, index) ->
                  change(() -> backlog.withdraw(backlog.findSame(element, index, leftThen))));
        });
  }

  /**
   * Sheds the oldest elements until so much weight is gone or nothing is left. They count as
   * dropped and go to the dead letters as {@link DeadLetterReason#SHED}. Without a weigher nothing
   * is shed, since nobody can tell what it would free.
   */
  @Override
  public long shed(long bytes) {
    // A budget that answers the queue's own report must not shed in the middle of a change.
    return doors.isHeldByThisThread() ? 0 : change(() -> backlog.shed(bytes));
  }

  /** Closes at once: what waits is let go, and only counted. */
  @Override
  public void close() {
    close(Duration.ZERO);
  }

  /**
   * Refuses new elements from now on, waits until consumers have taken the old ones, and tells the
   * fate of every element. Producers that wait are released at once, consumers as soon as nothing
   * is left. An interrupt ends the wait and is kept. A second call waits for the first and gets its
   * report.
   *
   * @param patience the longest time to wait; zero does not wait
   * @return what became of everything
   */
  public DrainReport<E> close(Duration patience) {
    long left = Times.nanos(Times.notNegative(patience, "patience"));
    DrainReport<E> report = closing.close(left);
    if (guard != null) {
      guard.close();
    }
    newsroom.deliver();
    return report;
  }

  /** {@return whether the queue was closed} */
  public boolean isClosed() {
    return doors.isClosed();
  }

  /** Starts what looks after this queue; {@code onEnd} runs when it is closed or abandoned. */
  void startGuard(long beatNanos, @Nullable ScheduledExecutorService scheduler, Runnable onEnd) {
    Heartbeat<GuardedQueue<E>> heartbeat =
        new Heartbeat<>(this, beatNanos, GuardedQueue::beat, onEnd);
    guard = heartbeat;
    heartbeat.start("plimsoll-guard-" + name, scheduler);
  }

  private void beat() {
    change(backlog::beat);
  }

  /** Runs a change under the lock, and brings afterwards the news that it made. */
  private <T extends @Nullable Object> T change(Supplier<T> work) {
    T result = doors.locked(work);
    newsroom.deliver();
    return result;
  }

  /** Inserts as {@code offer} does, and leaves it to the caller to {@link #settle} the outcome. */
  Admission admit(E e) {
    Objects.requireNonNull(e, "element");
    if (offerPatience > 0) {
      return insertPatiently(e);
    }
    // Most refusals of a flooded queue end here, without the lock.
    boolean refused = refusesWhenFull && backlog.seenFull() && !doors.isClosed();
    return refused ? Admission.FULL : entrance.insertAtOnce(e);
  }

  /** Waits for the next element; answers null when the queue is closed and empty. */
  @Nullable E takeUntilClosed() throws InterruptedException {
    E taken = exit.next(Doors.FOREVER);
    newsroom.deliver();
    return taken;
  }

  /** Refuses new elements from now on, and leaves the old ones to the consumers. */
  void shut() {
    doors.shut();
  }

  /** Counters and the high-water alarm of one moment, for checks. */
  String accounts() {
    return doors.locked(backlog::accounts);
  }

  boolean isAlarmed() {
    return backlog.isAlarmed();
  }

  /** About how many wait, without a lock. */
  int seenSize() {
    return backlog.seenSize();
  }

  /** Whether it was closed and its report is made. */
  boolean hasReport() {
    return closing.hasReport();
  }

  /** Has our own listener called for every dead letter, on the thread that made it. */
  void attachDeadLetters(DeadLetterListener<? super E> listener) {
    backlog
        .deadLetterDesk()
        .attach(letter -> listener.onDeadLetter(letter.element(), letter.reason()));
  }

  /** For methods that wait though their contract knows no interrupt: it refuses, and is kept. */
  private Admission insertPatiently(E e) {
    try {
      return entrance.insert(e, offerPatience);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Admission.TIMED_OUT;
    }
  }

  /** Does, with no lock held, what an outcome still asks for. */
  Admission settle(E e, Admission outcome) {
    if (outcome.isRejected()) {
      backlog.reject(e);
    }
    newsroom.deliver();
    return outcome;
  }

  private boolean accept(E e, Admission outcome) {
    settle(e, outcome);
    if (outcome.isRejected()) {
      throw new QueueRejectedException(
          new Refusal.Facts(name, seenSize(), capacity(), outcome.reason()));
    }
    return outcome.isAccepted();
  }

  private static long nanos(long timeout, TimeUnit unit) {
    return Math.max(0, unit.toNanos(timeout));
  }
}
