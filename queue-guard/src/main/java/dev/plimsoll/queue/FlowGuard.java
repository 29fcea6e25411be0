package dev.plimsoll.queue;

import static java.lang.System.Logger.Level.WARNING;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A stage of a {@link Flow} on a {@link GuardedQueue}: it asks its publisher for as much as the
 * queue has room for and no more, and hands on as much as its subscriber asks for, so that a stream
 * of any length flows through a bounded space. All guards of the queue hold: what waits too long
 * expires, and a publisher that sends more than it was asked for meets the queue's policy.
 *
 * <p>Takes one subscriber. Elements that wait are handed on before an error of the publisher is.
 * The queue belongs to the stage and is closed when the stream ends or is cancelled.
 *
 * @param <T> the type of the elements
 */
public final class FlowGuard<T> implements Flow.Processor<T, T> {

  private static final System.Logger LOGGER = System.getLogger(FlowGuard.class.getName());

  private final GuardedQueue<T> queue;
  private final Executor executor;

  private final AtomicBoolean subscribed = new AtomicBoolean();
  private volatile Flow.@Nullable Subscriber<? super T> subscriber;
  private final AtomicLong demand = new AtomicLong();

  private volatile Flow.@Nullable Subscription upstream;

  /** What the publisher was asked for and has not sent. */
  private final AtomicLong outstanding = new AtomicLong();

  /** Set once nothing more may come from the publisher. */
  private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();

  private volatile boolean cancelled;

  /** Rounds of work that were asked for; the thread that raises it from zero does them all. */
  private final AtomicInteger rounds = new AtomicInteger();

  /** How the stream ends: without a cause well; not at once after what still waits. */
  private record Ending(@Nullable Throwable cause, boolean atOnce) {}

  private FlowGuard(GuardedQueue<T> queue, Executor executor) {
    this.queue = Objects.requireNonNull(queue, "queue");
    this.executor = Objects.requireNonNull(executor, "executor");
    queue.attachDeadLetters((element, reason) -> work());
  }

  /**
   * {@return a stage that calls its subscriber on the common pool}
   *
   * @param queue an empty queue that nobody else uses
   * @param <T> the type of the elements
   */
  public static <T> FlowGuard<T> over(GuardedQueue<T> queue) {
    return over(queue, ForkJoinPool.commonPool());
  }

  /**
   * {@return a stage that calls its subscriber on an executor, one call at a time}
   *
   * @param queue an empty queue that nobody else uses
   * @param executor the executor
   * @param <T> the type of the elements
   */
  public static <T> FlowGuard<T> over(GuardedQueue<T> queue, Executor executor) {
    return new FlowGuard<>(queue, executor);
  }

  @Override
  public void subscribe(Flow.Subscriber<? super T> newSubscriber) {
    Objects.requireNonNull(newSubscriber, "subscriber");
    if (!subscribed.compareAndSet(false, true)) {
      newSubscriber.onSubscribe(new Refused());
      newSubscriber.onError(
          new IllegalStateException("the stage " + queue.name() + " has a subscriber already"));
      return;
    }
    newSubscriber.onSubscribe(new Downstream());
    subscriber = newSubscriber;
    work();
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    Objects.requireNonNull(subscription, "subscription");
    if (upstream != null || cancelled) {
      subscription.cancel();
      return;
    }
    upstream = subscription;
    work();
  }

  @Override
  public void onNext(T element) {
    Objects.requireNonNull(element, "element");
    queue.offer(element);
    // Only now, and read in the other order: in between it counts twice, rather than not at all.
    outstanding.decrementAndGet();
    work();
  }

  @Override
  public void onError(Throwable throwable) {
    Objects.requireNonNull(throwable, "throwable");
    ending.compareAndSet(null, new Ending(throwable, false));
    work();
  }

  @Override
  public void onComplete() {
    ending.compareAndSet(null, new Ending(null, false));
    work();
  }

  private void work() {
    if (rounds.getAndIncrement() == 0) {
      executor.execute(this::workUntilIdle);
    }
  }

  private void workUntilIdle() {
    int done = rounds.get();
    while (done != 0) {
      oneRound();
      done = rounds.addAndGet(-done);
    }
  }

  private void oneRound() {
    Flow.Subscriber<? super T> to = subscriber;
    if (cancelled) {
      end();
    } else if (to != null) {
      handOn(to);
      finishIfOver(to);
    }
    askForMore();
  }

  private void handOn(Flow.Subscriber<? super T> to) {
    while (demand.get() > 0 && !cancelled && !endsAtOnce()) {
      T element = queue.poll();
      if (element == null) {
        return;
      }
      if (demand.get() != Long.MAX_VALUE) {
        demand.decrementAndGet();
      }
      try {
        to.onNext(element);
      } catch (RuntimeException e) {
        LOGGER.log(WARNING, "a subscriber of " + queue.name() + " failed, and is cancelled", e);
        cancel();
      }
      askForMore();
    }
  }

  private boolean endsAtOnce() {
    Ending how = ending.get();
    return how != null && how.atOnce;
  }

  private void finishIfOver(Flow.Subscriber<? super T> to) {
    Ending how = ending.get();
    if (how == null || cancelled || !(how.atOnce || queue.isEmpty())) {
      return;
    }
    end();
    if (how.cause == null) {
      to.onComplete();
    } else {
      to.onError(how.cause);
    }
  }

  private void end() {
    subscriber = null;
    cancelled = true;
    queue.close();
  }

  /** Asks in batches: a request for every element would cost more than the element. */
  private void askForMore() {
    Flow.Subscription from = upstream;
    if (from == null || ending.get() != null || cancelled) {
      return;
    }
    long underWay = outstanding.get();
    long room = queue.remainingCapacity() - Math.max(0, underWay);
    if (room >= Math.max(1, queue.capacity() / 4)) {
      outstanding.addAndGet(room);
      from.request(room);
    }
  }

  private void cancel() {
    cancelled = true;
    Flow.Subscription from = upstream;
    if (from != null) {
      from.cancel();
    }
    work();
  }

  private final class Downstream implements Flow.Subscription {
    @Override
    public void request(long n) {
      if (n <= 0) {
        refuse(n);
        return;
      }
      demand.accumulateAndGet(n, (had, more) -> had + more < 0 ? Long.MAX_VALUE : had + more);
      work();
    }

    @Override
    public void cancel() {
      FlowGuard.this.cancel();
    }

    private void refuse(long n) {
      Flow.Subscription from = upstream;
      if (from != null) {
        from.cancel();
      }
      // At once: what is still under way from upstream may yet fill the queue.
      ending.set(
          new Ending(
              new IllegalArgumentException("a request must be positive (rule 3.9): " + n), true));
      work();
    }
  }

  private static final class Refused implements Flow.Subscription {
    @Override
    public void request(long n) {}

    @Override
    public void cancel() {}
  }
}
