package dev.plimsoll.benchmarks.stress;

import dev.plimsoll.queue.Alarm;
import dev.plimsoll.queue.GuardedQueue;
import dev.plimsoll.queue.Watermarks;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZL_Result;

/** The alarm of a {@link GuardedQueue} against the elements that raise and clear it. */
public final class QueueAlarm {

  private static final ScheduledThreadPoolExecutor NO_BEAT = new NoBeat();

  private QueueAlarm() {}

  /**
   * In place of the thread that a queue with an alarm would start: with it, news could be on their
   * way on a third thread when both actors have ended.
   */
  private static final class NoBeat extends ScheduledThreadPoolExecutor {
    NoBeat() {
      super(1, NoBeat::daemon);
      setRemoveOnCancelPolicy(true);
    }

    private static Thread daemon(Runnable body) {
      Thread thread = new Thread(body, "no-beat");
      thread.setDaemon(true);
      return thread;
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(
        Runnable command, long initialDelay, long delay, TimeUnit unit) {
      return schedule(command, 1, TimeUnit.DAYS);
    }
  }

  /** A queue with its high mark at 2 and its low one at 1, and what it told. */
  private static final class Watched {
    private final Queue<Alarm> heard = new ConcurrentLinkedQueue<>();
    private final GuardedQueue<Integer> queue =
        GuardedQueue.<Integer>named("stress")
            .capacity(4)
            .watermarks(Watermarks.ofCount(2, 1))
            .alerts(alert -> {})
            .ticker(System::nanoTime)
            .scheduler(NO_BEAT)
            .listenerExecutor(Runnable::run)
            .build();

    Watched() {
      queue.onAlarm(heard::add);
    }

    /** R for raised, C for cleared; the letter is small if the alarm's own view denies it. */
    String story() {
      StringBuilder story = new StringBuilder();
      for (Alarm alarm : heard) {
        boolean agrees =
            alarm.cleared() ? alarm.snapshot().queued() <= 1 : alarm.snapshot().queued() >= 2;
        String letter = alarm.cleared() ? "C" : "R";
        story.append(agrees ? letter : letter.toLowerCase(Locale.ROOT));
      }
      queue.close();
      return story.isEmpty() ? "none" : story.toString();
    }
  }

  /** Two come and one goes: the alarm is up at the end if and only if the one found nothing. */
  @JCStressTest
  @Outcome(id = "false, R", expect = Expect.ACCEPTABLE, desc = "nothing taken: raised")
  @Outcome(id = "true, none", expect = Expect.ACCEPTABLE, desc = "taken in time: never raised")
  @Outcome(id = "true, RC", expect = Expect.ACCEPTABLE, desc = "raised, then cleared")
  @Outcome(expect = Expect.FORBIDDEN, desc = "the alarm is not what the depth makes it")
  @State
  public static class FollowsTheDepth {

    private final Watched watched = new Watched();

    /** Offers twice. */
    @Actor
    public void producer() {
      watched.queue.offer(1);
      watched.queue.offer(2);
    }

    /**
     * Takes once.
     *
     * @param result whether something was there
     */
    @Actor
    public void consumer(ZL_Result result) {
      result.r1 = watched.queue.poll() != null;
    }

    /**
     * Reads the story.
     *
     * @param result what was told
     */
    @Arbiter
    public void end(ZL_Result result) {
      result.r2 = watched.story();
    }
  }

  /** Two producers cross the mark together: it is told once. */
  @JCStressTest
  @Outcome(id = "true, R", expect = Expect.ACCEPTABLE, desc = "once")
  @Outcome(expect = Expect.FORBIDDEN, desc = "missed, or told twice")
  @State
  public static class IsRaisedOnce {

    private final Watched watched = new Watched();

    /** Offers twice. */
    @Actor
    public void one() {
      watched.queue.offer(1);
      watched.queue.offer(2);
    }

    /** Offers once. */
    @Actor
    public void other() {
      watched.queue.offer(3);
    }

    /**
     * Reads the story.
     *
     * @param result whether all are there, and what was told
     */
    @Arbiter
    public void end(ZL_Result result) {
      result.r1 = watched.queue.size() == 3;
      result.r2 = watched.story();
    }
  }

  /** Raised at the start; it swings about the marks and is heard in turns, the last word right. */
  @JCStressTest
  @Outcome(
      id = {"true, RC", "true, RCRC"},
      expect = Expect.ACCEPTABLE,
      desc = "in turns, and as the depth is now")
  @Outcome(expect = Expect.FORBIDDEN, desc = "out of turn, or not what the depth is")
  @State
  public static class IsHeardInTurns {

    private final Watched watched = new Watched();

    /** Raises it. */
    public IsHeardInTurns() {
      watched.queue.offer(1);
      watched.queue.offer(2);
    }

    /** Takes one, then another. */
    @Actor
    public void consumer() {
      watched.queue.poll();
      watched.queue.poll();
    }

    /** Offers one. */
    @Actor
    public void producer() {
      watched.queue.offer(3);
    }

    /**
     * Compares the last word with the depth.
     *
     * @param result whether they agree, and what was told
     */
    @Arbiter
    public void end(ZL_Result result) {
      int depth = watched.queue.size();
      String story = watched.story();
      result.r1 = depth == 1 && story.endsWith("C");
      result.r2 = story;
    }
  }
}
