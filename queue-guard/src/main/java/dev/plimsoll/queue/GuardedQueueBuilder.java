package dev.plimsoll.queue;

import dev.plimsoll.alert.AlertSink;
import dev.plimsoll.alert.AlertSinks;
import dev.plimsoll.retention.CoarseClock;
import dev.plimsoll.retention.Footprint;
import dev.plimsoll.retention.RetentionBudget;
import dev.plimsoll.retention.RetentionListener;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Options of a {@link GuardedQueue}. Every wrong value is named where it is given. Not thread-safe.
 *
 * <p>A time to live, shedding or an alarm is asked for here, and with it one daemon thread that
 * looks after the queue until it is closed, unless a {@link #scheduler} is given.
 *
 * @param <E> the type of the elements
 */
public final class GuardedQueueBuilder<E> extends AlarmOptions<GuardedQueueBuilder<E>> {

  private static final int DEFAULT_CAPACITY = 1024;

  /** Nobody knows the shortest one: they are swept every 10 ms, as if it were this. */
  private static final Duration SWEEP_OF_OWN_TIMES = Duration.ofMillis(200);

  final String name;
  boolean fair;
  @Nullable Watermarks depth;
  @Nullable Watermarks weight;
  @Nullable Duration timeToLive;
  @Nullable Function<? super E, Duration> ownTimeToLive;
  @Nullable Consumer<? super E> onExpiry;
  RejectionPolicy<E> rejection = RejectionPolicy.reject();
  @Nullable Shedding shedding;
  @Nullable Footprint<? super E> weigher;
  RetentionListener retention = RetentionListener.none();
  @Nullable RetentionBudget budget;
  AlertSink alerts = AlertSinks.log();
  private final Map<String, String> tags = new LinkedHashMap<>();
  LongSupplier clock = System::nanoTime;

  GuardedQueueBuilder(String name) {
    super(DEFAULT_CAPACITY);
    if (Objects.requireNonNull(name, "name").isBlank()) {
      throw new IllegalArgumentException("a queue's name must not be blank: \"" + name + '"');
    }
    this.name = name;
  }

  @Override
  GuardedQueueBuilder<E> self() {
    return this;
  }

  /**
   * Serves waiting producers and consumers in the order in which they came, at the price that
   * {@link java.util.concurrent.locks.ReentrantLock} asks for fairness.
   *
   * @param inOrder whether to
   * @return this builder
   */
  public GuardedQueueBuilder<E> fair(boolean inOrder) {
    fair = inOrder;
    return this;
  }

  /**
   * Raises an alarm at a high mark and clears it at a low one. Marks on the depth and on the weight
   * can both be set; the latter need a {@link #weigher}.
   *
   * @param marks the marks
   * @return this builder
   */
  public GuardedQueueBuilder<E> watermarks(Watermarks marks) {
    if (Objects.requireNonNull(marks, "marks") instanceof Watermarks.ByWeight) {
      weight = marks;
    } else {
      depth = marks;
    }
    return this;
  }

  /**
   * Limits how long an element may wait. What waited longer never reaches a consumer; it goes to
   * the dead letters, also when nobody polls. With the default clock the limit is kept to within
   * some milliseconds.
   *
   * @param limit positive
   * @return this builder
   */
  public GuardedQueueBuilder<E> timeToLive(Duration limit) {
    timeToLive = Times.positive(limit, "timeToLive");
    return this;
  }

  /**
   * Limits how long an element may wait, and says what to do with those that waited longer.
   *
   * @param limit positive
   * @param action gets each expired element, on the listeners' executor
   * @return this builder
   */
  public GuardedQueueBuilder<E> timeToLive(Duration limit, Consumer<? super E> action) {
    onExpiry = Objects.requireNonNull(action, "action");
    return timeToLive(limit);
  }

  /**
   * Gives every element a time to live of its own. Where one for all is set too, the shorter
   * counts. Deadlines need not come in the order of the elements: what is over is swept from the
   * middle of the queue too, at a cost of one look for each 64 places and 64 for each element that
   * is over.
   *
   * @param ofElement asked once per element, as it is offered, on the producer's thread, and again
   *     for one that is read back from a file; a failure, or an answer that is not positive, fails
   *     the offer
   * @return this builder
   */
  public GuardedQueueBuilder<E> timeToLive(Function<? super E, Duration> ofElement) {
    ownTimeToLive = Objects.requireNonNull(ofElement, "ofElement");
    return this;
  }

  /**
   * Sets what a full queue does; {@link RejectionPolicy#reject()} unless told.
   *
   * @param policy the policy
   * @return this builder
   */
  public GuardedQueueBuilder<E> rejection(RejectionPolicy<E> policy) {
    rejection = Objects.requireNonNull(policy, "policy");
    return this;
  }

  /**
   * Sheds elements by their delay under overload.
   *
   * @param control the control
   * @return this builder
   */
  public GuardedQueueBuilder<E> shedding(Shedding control) {
    shedding = Objects.requireNonNull(control, "control");
    return this;
  }

  /**
   * Weighs every element once, as it is offered, on the producer's thread.
   *
   * @param footprint the weigher, in bytes; a failure or a negative answer fails the offer
   * @return this builder
   */
  public GuardedQueueBuilder<E> weigher(Footprint<? super E> footprint) {
    weigher = Objects.requireNonNull(footprint, "footprint");
    return this;
  }

  /**
   * Tells a listener what the queue retains: a ledger, a budget, the heap simulator.
   *
   * @param listener the listener
   * @return this builder
   */
  public GuardedQueueBuilder<E> retention(RetentionListener listener) {
    retention = Objects.requireNonNull(listener, "listener");
    return this;
  }

  /**
   * Joins a budget in bytes: while it is over its limit, the oldest elements are shed. Needs a
   * {@link #weigher}, and an offer of more than the whole budget fails.
   *
   * @param shared the budget
   * @return this builder
   */
  public GuardedQueueBuilder<E> budget(RetentionBudget shared) {
    budget = Objects.requireNonNull(shared, "shared");
    return this;
  }

  /**
   * Sends alarms to people; to the {@link AlertSinks#log() log} unless told.
   *
   * @param sink where to
   * @return this builder
   */
  public GuardedQueueBuilder<E> alerts(AlertSink sink) {
    alerts = Objects.requireNonNull(sink, "sink");
    return this;
  }

  /**
   * Adds a label to this queue's alerts, as Resilience4j's registries tag what they hold: the team,
   * the region.
   *
   * @param tag letters, digits and underscores; not {@code queue}, which is the queue's name
   * @param value its value
   * @return this builder
   */
  public GuardedQueueBuilder<E> tag(String tag, String value) {
    AlarmAlerts.checkTag(tag, value);
    tags.put(tag, value);
    return this;
  }

  /**
   * Stamps every element by {@link System#nanoTime} rather than by the coarse clock, which is about
   * a millisecond behind and many times cheaper. A queue without guards, which starts no thread, is
   * always exact.
   *
   * @return this builder
   */
  public GuardedQueueBuilder<E> exactStamps() {
    return ticker(System::nanoTime);
  }

  /**
   * {@return the queue}
   *
   * @throws IllegalArgumentException when two options contradict each other
   */
  public GuardedQueue<E> build() {
    if (weight != null && weigher == null) {
      throw new IllegalArgumentException(
          "marks on the weight need a weigher: queue=" + name + ", marks=" + weight);
    }
    if (budget != null && weigher == null) {
      throw new IllegalArgumentException("a budget in bytes needs a weigher: queue=" + name);
    }
    boolean guarded = isGuarded();
    CoarseClock coarse = guarded && ticker == null ? CoarseClock.open() : null;
    clock = coarse != null ? coarse : Objects.requireNonNullElse(ticker, System::nanoTime);
    GuardedQueue<E> queue = new GuardedQueue<>(this);
    if (onExpiry != null) {
      subscribeExpiry(queue, onExpiry);
    }
    if (queue.isAlarmed()) {
      queue.onAlarm(AlarmAlerts.to(alerts, tags));
    }
    if (guarded) {
      queue.startGuard(beatNanos(), scheduler, coarse == null ? () -> {} : coarse::close);
    }
    return queue;
  }

  private static <E> void subscribeExpiry(GuardedQueue<E> queue, Consumer<? super E> action) {
    queue.onDeadLetter(
        (element, reason) -> {
          if (reason == DeadLetterReason.EXPIRED) {
            action.accept(element);
          }
        });
  }

  Marks depthMarks() {
    return depth == null ? Marks.NONE : Marks.onDepth(depth, capacity);
  }

  Marks weightMarks() {
    return weight instanceof Watermarks.ByWeight marks
        ? new Marks(marks.high(), marks.low())
        : Marks.NONE;
  }

  long patienceNanos() {
    return rejection instanceof RejectionPolicy.BlockFor<E> waits
        ? Times.nanos(waits.patience())
        : 0;
  }

  private boolean isGuarded() {
    return timeToLive != null
        || ownTimeToLive != null
        || shedding != null
        || depth != null
        || weight != null
        || alarms.watchesTime();
  }

  /** Fine enough for the shortest time that anything here is measured against. */
  private long beatNanos() {
    Stream<Duration> times =
        Stream.of(
                Stream.ofNullable(timeToLive),
                Stream.ofNullable(ownTimeToLive).map(unknown -> SWEEP_OF_OWN_TIMES),
                Stream.ofNullable(shedding).map(Shedding::target),
                Stream.of(alarms.hold()).filter(hold -> !hold.isZero()),
                alarms.longestSojourn().stream(),
                alarms.longestStall().stream())
            .flatMap(stream -> stream);
    return Heartbeat.period(times.mapToLong(Times::nanos).min().orElse(Long.MAX_VALUE));
  }
}
