package dev.plimsoll.queue;

import java.time.Duration;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The queue is linearizable. Two of its three places are taken by elements whose time is over: any
 * operation may be the one that lets go of them, and none may show them to a consumer.
 */
@Tag("concurrency")
@SuppressWarnings("exports") // Lincheck wants a public class
public class QueueLincheckTest {

  private final FakeTime time = new FakeTime();
  private final GuardedQueue<Integer> queue =
      GuardedQueue.<Integer>named("lincheck")
          .capacity(3)
          .timeToLive(Duration.ofSeconds(1))
          .ticker(time)
          .scheduler(new FakeTime())
          .build();

  public QueueLincheckTest() {
    queue.offer(-1);
    queue.offer(-2);
    time.advance(Duration.ofSeconds(2));
  }

  @Operation
  public boolean offer(int element) {
    return queue.offer(element);
  }

  @Operation
  public Integer poll() {
    return queue.poll();
  }

  @Operation
  public Integer peek() {
    return queue.peek();
  }

  @Operation
  public int size() {
    return queue.size();
  }

  @Operation
  public boolean remove(int element) {
    return queue.remove(element);
  }

  @Test
  void holds_under_stress() {
    new StressOptions()
        .threads(3)
        .actorsPerThread(3)
        .iterations(10)
        .invocationsPerIteration(300)
        .check(QueueLincheckTest.class);
  }

  @Test
  void holds_in_every_schedule_that_the_model_checker_tries() {
    new ModelCheckingOptions()
        .threads(2)
        .actorsPerThread(3)
        .iterations(5)
        .invocationsPerIteration(100)
        .check(QueueLincheckTest.class);
  }
}
