package dev.plimsoll.benchmarks.stress;

import dev.plimsoll.queue.GuardedQueue;
import dev.plimsoll.queue.QueueSnapshot;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionListener;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** The counters of a {@link GuardedQueue} against what its callers know. */
public final class QueueBooks {

  private QueueBooks() {}

  private static GuardedQueue<Integer> queueOf(int capacity) {
    return GuardedQueue.<Integer>named("stress").capacity(capacity).build();
  }

  /** Whoever has an answer finds it counted: two offers, however many elements were taken. */
  @JCStressTest
  @Outcome(id = "2, 1, 1", expect = Expect.ACCEPTABLE, desc = "one refused, one taken or left")
  @Outcome(id = "2, 2, 0", expect = Expect.ACCEPTABLE, desc = "the first was taken in between")
  @Outcome(expect = Expect.FORBIDDEN, desc = "an offer that was answered is not counted, or twice")
  @State
  public static class AnAnswerIsCounted {

    private final GuardedQueue<Integer> queue = queueOf(1);

    /**
     * Offers twice to a queue with one place.
     *
     * @param result how many offers are counted, how many were accepted
     */
    @Actor
    public void producer(III_Result result) {
      result.r2 = (queue.offer(1) ? 1 : 0) + (queue.offer(2) ? 1 : 0);
      result.r1 = (int) queue.snapshot().offered();
    }

    /** Takes once. */
    @Actor
    public void consumer() {
      queue.poll();
    }

    /**
     * Counts at the end.
     *
     * @param result how many refusals are counted
     */
    @Arbiter
    public void end(III_Result result) {
      result.r3 = (int) queue.snapshot().rejected();
    }
  }

  /** What consumers got, what is left and what was removed is what was accepted. */
  @JCStressTest
  @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "as the callers say, and all there")
  @Outcome(expect = Expect.FORBIDDEN, desc = "lost, doubled or miscounted")
  @State
  public static class NothingIsLost {

    private final GuardedQueue<Integer> queue = queueOf(2);
    private int taken;
    private int removed;

    /** Puts two elements in. */
    public NothingIsLost() {
      queue.add(1);
      queue.add(2);
    }

    /** Takes two elements, if they are there. */
    @Actor
    public void consumer() {
      taken = (queue.poll() == null ? 0 : 1) + (queue.poll() == null ? 0 : 1);
    }

    /** Removes the second. */
    @Actor
    public void remover() {
      removed = queue.remove((Object) 2) ? 1 : 0;
    }

    /**
     * Compares.
     *
     * @param result whether the counters agree with the callers, and how many offers there were
     */
    @Arbiter
    public void end(II_Result result) {
      QueueSnapshot end = queue.snapshot();
      boolean agrees =
          end.taken() == taken
              && end.removed() == removed
              && end.queued() == 2 - taken - removed
              && queue.size() == end.queued();
      result.r1 = agrees ? 1 : 0;
      result.r2 = (int) end.offered();
    }
  }

  /** Two looks while elements come and go: each holds together, and no counter goes back. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "consistent, and never backwards")
  @Outcome(expect = Expect.FORBIDDEN, desc = "a view that no moment had")
  @State
  public static class NoCounterGoesBack {

    private final GuardedQueue<Integer> queue = queueOf(1);

    /** Puts one element through, and is refused with another. */
    @Actor
    public void mover() {
      queue.offer(1);
      queue.offer(2);
      queue.poll();
      queue.offer(3);
    }

    /**
     * Looks twice.
     *
     * @param result whether the views hold together, and whether the second is later
     */
    @Actor
    public void observer(II_Result result) {
      QueueSnapshot first = queue.snapshot();
      QueueSnapshot second = queue.snapshot();
      result.r1 = isOne(first) && isOne(second) ? 1 : 0;
      boolean later =
          first.offered() <= second.offered()
              && first.taken() <= second.taken()
              && first.rejected() <= second.rejected();
      result.r2 = later ? 1 : 0;
    }

    /** What the mover leaves behind at every step: taken before queued again, refused between. */
    private static boolean isOne(QueueSnapshot view) {
      return view.queued() <= 1
          && view.taken() <= view.rejected()
          && view.rejected() <= 1
          && view.offered() <= 3;
    }
  }

  /** A listener hears of every coming and of every going, whoever takes. */
  @JCStressTest
  @Outcome(id = "0, 2", expect = Expect.ACCEPTABLE, desc = "both came and went")
  @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "one is still there")
  @Outcome(id = "2, 2", expect = Expect.ACCEPTABLE, desc = "both are still there")
  @Outcome(expect = Expect.FORBIDDEN, desc = "what is told is not what is there")
  @State
  public static class RetentionIsTold {

    private final AtomicInteger came = new AtomicInteger();
    private final AtomicInteger went = new AtomicInteger();
    private final GuardedQueue<Integer> queue =
        GuardedQueue.<Integer>named("stress")
            .capacity(2)
            .weigher(element -> 1)
            .retention(
                new RetentionListener() {
                  @Override
                  public void retained(Owner owner, long id, long bytes) {
                    came.incrementAndGet();
                  }

                  @Override
                  public void released(Owner owner, long id, long bytes, ReleaseCause cause) {
                    went.incrementAndGet();
                  }
                })
            .build();

    /** Offers two. */
    @Actor
    public void producer() {
      queue.offer(1);
      queue.offer(2);
    }

    /** Takes up to two. */
    @Actor
    public void consumer() {
      queue.poll();
      queue.poll();
    }

    /**
     * Compares.
     *
     * @param result how many are there, or -1 if the listener thinks otherwise; how many came
     */
    @Arbiter
    public void end(II_Result result) {
      int there = queue.size();
      result.r1 = there == came.get() - went.get() ? there : -1;
      result.r2 = came.get();
    }
  }
}
