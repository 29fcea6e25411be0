package dev.plimsoll.queue;

import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Counters and alarm are one with the queue: at every moment they are what the operations up to
 * then would have left behind had they come one after the other. With marks so close together,
 * almost every operation crosses one. Under stress alone: the model checker cannot follow the
 * classes that make an alarm's text.
 */
@Tag("concurrency")
@SuppressWarnings({"exports", "missing-explicit-ctor"}) // Lincheck wants a public class
public class AlarmLincheckTest {

  private final GuardedQueue<Integer> queue =
      GuardedQueue.<Integer>named("lincheck")
          .capacity(4)
          .watermarks(Watermarks.ofCount(2, 1))
          .alerts(alert -> {})
          .ticker(() -> 0)
          .scheduler(new FakeTime())
          .listenerExecutor(Runnable::run)
          .build();

  @Operation
  public boolean offer(int element) {
    return queue.offer(element);
  }

  @Operation
  public Integer poll() {
    return queue.poll();
  }

  @Operation
  public boolean remove(int element) {
    return queue.remove((Object) element);
  }

  /** Rejections are counted after they are decided, so they are not among these. */
  @Operation
  public String accounts() {
    return queue.accounts();
  }

  @Test
  void hold_under_stress() {
    new StressOptions()
        .threads(3)
        .actorsPerThread(3)
        .iterations(8)
        .invocationsPerIteration(200)
        .check(AlarmLincheckTest.class);
  }
}
