package dev.plimsoll.servers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/** How long the calls of many threads took. */
public final class CallTimes {

  private final long[] sortedNanos;

  private CallTimes(long[] sortedNanos) {
    this.sortedNanos = sortedNanos;
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
    for (Caller caller : callers) {
      caller.join();
    }
    long[] all = callers.stream().flatMapToLong(Caller::times).toArray();
    Arrays.sort(all);
    return new CallTimes(all);
  }

  /** {@return how many calls there were} */
  public int count() {
    return sortedNanos.length;
  }

  /**
   * {@return the time, in milliseconds, that a part of the calls did not exceed}
   *
   * @param part 0.99 for the 99th percentile, 1 for the longest
   */
  public double millis(double part) {
    int index = (int) Math.ceil(part * sortedNanos.length) - 1;
    return sortedNanos[Math.max(0, index)] / 1e6;
  }

  private static final class Caller extends Thread {

    private static final long PAUSE_MILLIS = 2;
    private static final int ROOM = 4_096;

    private final long end;
    private final IntConsumer call;
    private long[] nanos = new long[ROOM];
    private int calls;

    Caller(long end, IntConsumer call) {
      super("plimsoll-caller");
      this.end = end;
      this.call = call;
      setUncaughtExceptionHandler((thread, failure) -> nanos = new long[0]);
    }

    @Override
    public void run() {
      while (System.nanoTime() < end) {
        long start = System.nanoTime();
        call.accept(calls);
        if (calls == nanos.length) {
          nanos = Arrays.copyOf(nanos, 2 * calls);
        }
        nanos[calls++] = System.nanoTime() - start;
        ServerProcess.pause(PAUSE_MILLIS);
      }
    }

    java.util.stream.LongStream times() {
      if (calls > nanos.length) {
        throw new IllegalStateException("a call threw; see the log");
      }
      return Arrays.stream(nanos, 0, calls);
    }
  }
}
