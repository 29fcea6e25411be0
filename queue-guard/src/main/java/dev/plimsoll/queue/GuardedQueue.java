package dev.plimsoll.queue;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.Sheddable;
import java.time.Duration;
import java.util.AbstractQueue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
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

  private static final long FOREVER = Long.MAX_VALUE;

  private final String name;
  private final Owner owner;
  private final Residence residence;
  private final Weigher<E> weigher;
  private final Newsroom newsroom;

  /** How long {@code offer(e)} and {@code put} wait for room: 0 and forever, unless told. */
  private final long offerPatience;

  private final long putPatience;
  private final boolean refusesWhenFull;

  private final ReentrantLock lock;
  private final Condition notEmpty;
  private final Condition notFull;
  private final Condition drained;

  /** Guarded by {@link #lock}, but for its methods that are safe without. */
  private final Backlog<E> backlog;

  /** Written under the lock. */
  private volatile boolean closed;

  private @Nullable DrainReport<E> report;
  private @Nullable Heartbeat<GuardedQueue<E>> guard;

  GuardedQueue(GuardedQueueBuilder<E> options) {
    name = options.name;
    owner = options.owner().heldBy(this);
    residence = new Residence(owner, options.retention);
    weigher = new Weigher<>(options.weigher);
    newsroom =
        new Newsroom(
            Objects.requireNonNullElseGet(
                options.listenerExecutor, () -> DaemonThreads.forListeners(name)));
    long patience = patience(options.rejection);
    offerPatience = patience;
    putPatience = patience > 0 ? patience : FOREVER;
    refusesWhenFull = options.rejection instanceof RejectionPolicy.Reject;
    lock = new ReentrantLock(options.fair);
    notEmpty = lock.newCondition();
    notFull = lock.newCondition();
    drained = lock.newCondition();
    backlog = new Backlog<>(options, weigher, residence, newsroom);
    if (options.onExpiry != null) {
      Consumer<? super E> action = options.onExpiry;
      onDeadLetter(
          (element, reason) -> {
            if (reason == DeadLetterReason.EXPIRED) {
              action.accept(element);
            }
          });
    }
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
    lock.lock();
    try {
      return backlog.snapshot();
    } finally {
      lock.unlock();
    }
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
    Objects.requireNonNull(e, "element");
    if (offerPatience > 0) {
      return settle(e, insertPatiently(e)).isAccepted();
    }
    // Most refusals of a flooded queue end here, without the lock.
    boolean refused = refusesWhenFull && backlog.seenFull();
    return settle(e, refused ? Admission.FULL : insertAtOnce(e)).isAccepted();
  }

  @Override
  public boolean offer(E e, long timeout, TimeUnit unit) throws InterruptedException {
    Objects.requireNonNull(e, "element");
    return settle(e, insert(e, Math.max(0, unit.toNanos(timeout)))).isAccepted();
  }

  /**
   * Adds the element or throws.
   *
   * @throws QueueRejectedException when the queue is full or closed; without a stack trace
   */
  @Override
  public boolean add(E e) {
    Objects.requireNonNull(e, "element");
    Admission outcome = offerPatience > 0 ? insertPatiently(e) : insertAtOnce(e);
    return accept(e, outcome);
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
    Admission outcome = insert(e, putPatience);
    if (outcome == Admission.CLOSED) {
      settle(e, outcome);
      throw new QueueClosedException(name);
    }
    accept(e, outcome);
  }

  @Override
  public @Nullable E poll() {
    if (backlog.seenSize() == 0) {
      return null;
    }
    E taken;
    lock.lock();
    try {
      taken = takeNext();
    } finally {
      lock.unlock();
    }
    newsroom.deliver();
    return taken;
  }

  @Override
  public @Nullable E poll(long timeout, TimeUnit unit) throws InterruptedException {
    return next(Math.max(0, unit.toNanos(timeout)));
  }

  /**
   * Takes the next element, waiting for one.
   *
   * @throws QueueClosedException when the queue is closed and empty, before or during the wait
   */
  @Override
  public E take() throws InterruptedException {
    E taken = next(FOREVER);
    if (taken == null) {
      throw new QueueClosedException(name);
    }
    return taken;
  }

  @Override
  public @Nullable E peek() {
    return locked(backlog::peek);
  }

  @Override
  public int size() {
    return backlog.seenSize();
  }

  @Override
  public int remainingCapacity() {
    return capacity() - size();
  }

  @Override
  public boolean contains(@Nullable Object o) {
    return o != null && locked(() -> backlog.contains(o));
  }

  @Override
  public boolean remove(@Nullable Object o) {
    return o != null && locked(() -> backlog.remove(o));
  }

  @Override
  public void clear() {
    locked(() -> backlog.clear(ReleaseCause.CLEARED));
  }

  @Override
  public Object[] toArray() {
    return locked(backlog::toList).toArray();
  }

  @Override
  public <T> T[] toArray(T[] array) {
    return locked(backlog::toList).toArray(array);
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
    List<E> taken = locked(() -> takeUpTo(maxElements));
    target.addAll(taken);
    return taken.size();
  }

  @Override
  public Iterator<E> iterator() {
    return locked(() -> new Moment(backlog.toList(), backlog.left()));
  }

  /**
   * Sheds the oldest elements until so much weight is gone or nothing is left. They count as
   * dropped and go to the dead letters as {@link DeadLetterReason#SHED}. Without a weigher nothing
   * is shed, since nobody can tell what it would free.
   */
  @Override
  public long shed(long bytes) {
    // A budget that answers the queue's own report must not shed in the middle of a change.
    return lock.isHeldByCurrentThread() ? 0 : locked(() -> backlog.shed(bytes));
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
    DrainReport<E> result;
    lock.lock();
    try {
      closed = true;
      notFull.signalAll();
      notEmpty.signalAll();
      awaitDrained(left);
      result = report();
    } finally {
      lock.unlock();
    }
    if (guard != null) {
      guard.close();
    }
    newsroom.deliver();
    return result;
  }

  /** {@return whether the queue was closed} */
  public boolean isClosed() {
    return closed;
  }

  void startGuard(
      CoarseClock coarse, long beatNanos, @Nullable ScheduledExecutorService scheduler) {
    Heartbeat<GuardedQueue<E>> heartbeat =
        new Heartbeat<>(
            this,
            beatNanos,
            queue -> {
              coarse.refresh();
              queue.beat();
            });
    guard = heartbeat;
    if (scheduler == null) {
      heartbeat.startThread("plimsoll-guard-" + name);
    } else {
      heartbeat.startOn(scheduler);
    }
  }

  private void beat() {
    locked(
        () -> {
          backlog.beat();
          return backlog;
        });
  }

  private Admission insertAtOnce(E e) {
    long bytes = weigher.bytes(e);
    long id = residence.enter(bytes);
    Admission outcome = Admission.FULL;
    lock.lock();
    try {
      outcome = tryInsert(e, id, bytes);
    } finally {
      lock.unlock();
      forgetUnlessAdmitted(outcome, id, bytes);
    }
    return outcome;
  }

  private Admission insert(E e, long patience) throws InterruptedException {
    long bytes = weigher.bytes(e);
    long id = residence.enter(bytes);
    Admission outcome = Admission.FULL;
    try {
      lock.lockInterruptibly();
      try {
        outcome = tryInsert(e, id, bytes);
        long left = patience;
        while (outcome == Admission.FULL && left > 0) {
          left = await(notFull, left);
          outcome = tryInsert(e, id, bytes);
        }
      } finally {
        lock.unlock();
      }
    } finally {
      forgetUnlessAdmitted(outcome, id, bytes);
    }
    return outcome == Admission.FULL && patience > 0 ? Admission.TIMED_OUT : outcome;
  }

  /** For methods that wait though their contract knows no interrupt: it refuses, and is kept. */
  private Admission insertPatiently(E e) {
    try {
      return insert(e, offerPatience);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Admission.TIMED_OUT;
    }
  }

  private Admission tryInsert(E e, long id, long bytes) {
    if (closed) {
      return Admission.CLOSED;
    }
    long leftBefore = backlog.left();
    Admission outcome = backlog.add(e, id, bytes);
    if (backlog.left() != leftBefore) {
      afterDepartures(leftBefore);
    }
    if (outcome == Admission.ADMITTED) {
      notEmpty.signal();
    }
    return outcome;
  }

  private void forgetUnlessAdmitted(Admission outcome, long id, long bytes) {
    if (outcome != Admission.ADMITTED) {
      residence.leave(
          id, bytes, outcome == Admission.SPILLED ? ReleaseCause.EVICTED : ReleaseCause.REJECTED);
    }
  }

  /** Does with no lock held what an outcome still asks for. */
  private Admission settle(E e, Admission outcome) {
    if (outcome.isRejected()) {
      backlog.reject(e);
    }
    newsroom.deliver();
    return outcome;
  }

  private boolean accept(E e, Admission outcome) {
    settle(e, outcome);
    if (outcome.isRejected()) {
      throw new QueueRejectedException(name, size(), capacity(), outcome.reason());
    }
    return outcome.isAccepted();
  }

  /** Answers null when the time is over, or when the queue is closed and empty. */
  private @Nullable E next(long patience) throws InterruptedException {
    E taken;
    lock.lockInterruptibly();
    try {
      taken = takeNext();
      long left = patience;
      while (taken == null && left > 0 && !closed) {
        left = await(notEmpty, left);
        taken = takeNext();
      }
    } finally {
      lock.unlock();
    }
    newsroom.deliver();
    return taken;
  }

  private @Nullable E takeNext() {
    long leftBefore = backlog.left();
    E taken = backlog.next();
    afterDepartures(leftBefore);
    return taken;
  }

  private List<E> takeUpTo(int max) {
    List<E> taken = new ArrayList<>();
    while (taken.size() < max) {
      E element = backlog.next();
      if (element == null) {
        break;
      }
      taken.add(element);
    }
    return taken;
  }

  private void afterDepartures(long leftBefore) {
    long room = backlog.left() - leftBefore;
    if (room == 1) {
      notFull.signal();
    } else if (room > 1) {
      notFull.signalAll();
    }
    if (closed && backlog.size() == 0) {
      drained.signalAll();
      notEmpty.signalAll();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // all callers loop
  private static long await(Condition condition, long nanos) throws InterruptedException {
    if (nanos == FOREVER) {
      condition.await();
      return FOREVER;
    }
    return condition.awaitNanos(nanos);
  }

  private void awaitDrained(long patience) {
    long left = patience;
    try {
      while (report == null && backlog.size() > 0 && left > 0) {
        left = await(drained, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private DrainReport<E> report() {
    DrainReport<E> known = report;
    if (known == null) {
      QueueSnapshot end = backlog.snapshot();
      known = new DrainReport<>(end, backlog.clear(ReleaseCause.CLEARED));
      report = known;
      backlog.close();
      drained.signalAll();
      notEmpty.signalAll();
    }
    return known;
  }

  /** Runs a change or a look under the lock, and brings the news afterwards. */
  private <T extends @Nullable Object> T locked(Supplier<T> work) {
    T result;
    lock.lock();
    try {
      long leftBefore = backlog.left();
      result = work.get();
      afterDepartures(leftBefore);
    } finally {
      lock.unlock();
    }
    newsroom.deliver();
    return result;
  }

  private static long patience(RejectionPolicy<?> policy) {
    return policy instanceof RejectionPolicy.BlockFor<?> waits ? Times.nanos(waits.patience()) : 0;
  }

  /** The elements of one moment; removing one removes that very element, if it still waits. */
  private final class Moment implements Iterator<E> {
    private final List<E> elements;
    private final long leftThen;
    private int next;
    private boolean removable;

    Moment(List<E> elements, long leftThen) {
      this.elements = elements;
      this.leftThen = leftThen;
    }

    @Override
    public boolean hasNext() {
      return next < elements.size();
    }

    @Override
    public E next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      removable = true;
      return elements.get(next++);
    }

    @Override
    public void remove() {
      if (!removable) {
        throw new IllegalStateException("next() has not been called since the last remove()");
      }
      removable = false;
      int position = next - 1;
      locked(() -> backlog.removeSame(elements.get(position), position, leftThen));
    }
  }
}
