package dev.plimsoll.servers;

import static java.util.Comparator.comparingLong;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** How long the calls of many threads took. */
public final class CallTimes {

  private record Call(long from, long nanos) {

    private static final long SHORT_NANOS = 1_000_000;

    Call without(Stalls stalls) {
      // Nearly all are; looking up their stalls would take longer than they did.
      return nanos < SHORT_NANOS
          ? this
          : new Call(from, nanos - stalls.nanosWithin(from, from + nanos));
    }
  }

  private final List<Call> calls;

  private CallTimes(List<Call> calls) {
    this.calls = calls;
  }

  /**
   * Calls from many threads for a while, with a short pause between the calls of each: a caller
   * does something with its value, and 64 busy loops would measure the scheduler.
   *
   * @param threads how many
   * @param time for how long each begins calls
   * @param call what to call; given a number that grows within its thread
   * @return the times of all calls
   * @throws InterruptedException when the caller is interrupted
   * @throws IllegalStateException when a call threw
   */
  public static CallTimes of(int threads, Duration time, IntConsumer call)
      throws InterruptedException {
    List<Caller> callers = new ArrayList<>();
    long end = System.nanoTime() + time.toNanos();
    for (int i = 0; i < threads; i++) {
      Caller caller = new Caller(end, call);
      callers.add(caller);
      caller.start();
    }
    List<Call> all = new ArrayList<>();
    for (Caller caller : callers) {
      caller.join();
      all.addAll(caller.calls());
    }
    return new CallTimes(all);
  }

  /**
   * {@return the same calls without the time for which this process stood still}
   *
   * @param stalls watched while they were made
   */
  public CallTimes without(Stalls stalls) {
    return new CallTimes(calls.stream().map(call -> call.without(stalls)).toList());
  }

  /** {@return how many calls there were} */
  public int count() {
    return calls.size();
  }

  /**
   * {@return the time, in milliseconds, that a part of the calls did not exceed}
   *
   * @param part 0.99 for the 99th percentile, 1 for the longest
   */
  public double millis(double part) {
    int index = (int) Math.ceil(part * calls.size()) - 1;
    return calls.stream().sorted(comparingLong(Call::nanos)).toList().get(Math.max(0, index)).nanos
        / 1e6;
  }

  private static final class Caller extends Thread {

    private static final long PAUSE_MILLIS = 2;

    private final long end;
    private final IntConsumer call;
    private final List<Call> calls = new ArrayList<>();
    private @Nullable Throwable failure;

    Caller(long end, IntConsumer call) {
      super("plimsoll-caller");
      this.end = end;
      this.call = call;
    }

    @Override
    public void run() {
      try {
        while (System.nanoTime() < end) {
          long start = System.nanoTime();
          call.accept(calls.size());
          calls.add(new Call(start, System.nanoTime() - start));
          ServerProcess.pause(PAUSE_MILLIS);
        }
      } catch (RuntimeException | Error e) {
        failure = e;
      }
    }

    List<Call> calls() {
      if (failure != null) {
        throw new IllegalStateException("a call threw", failure);
      }
      return calls;
    }
  }
}
