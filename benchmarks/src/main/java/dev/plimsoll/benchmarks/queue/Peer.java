package dev.plimsoll.benchmarks.queue;

import dev.plimsoll.queue.AlarmPolicy;
import dev.plimsoll.queue.GuardedQueue;
import dev.plimsoll.queue.Shedding;
import dev.plimsoll.queue.Watermarks;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jctools.queues.MpmcArrayQueue;

/** The queues that are compared. */
public enum Peer {
  /** With every guard on, and a listener to its alarms. */
  GUARDED {
    @Override
    Queue<Integer> create(int capacity) {
      return guarded(capacity);
    }
  },
  ARRAY_BLOCKING {
    @Override
    Queue<Integer> create(int capacity) {
      return new ArrayBlockingQueue<>(capacity);
    }
  },
  LINKED_BLOCKING {
    @Override
    Queue<Integer> create(int capacity) {
      return new LinkedBlockingQueue<>(capacity);
    }
  },
  /** Lock-free; cannot wait, count or remove. */
  MPMC_ARRAY {
    @Override
    Queue<Integer> create(int capacity) {
      return new MpmcArrayQueue<>(capacity);
    }
  };

  abstract Queue<Integer> create(int capacity);

  private static GuardedQueue<Integer> guarded(int capacity) {
    GuardedQueue<Integer> queue =
        GuardedQueue.<Integer>named("benchmark")
            .capacity(capacity)
            .watermarks(Watermarks.ofFraction(0.8, 0.5))
            .watermarks(Watermarks.ofWeight(64L * capacity, 32L * capacity))
            .weigher(element -> 16)
            .alarms(
                AlarmPolicy.defaults()
                    .withHold(Duration.ofSeconds(1))
                    .withRejections()
                    .withLongestSojourn(Duration.ofSeconds(1))
                    .withLongestStall(Duration.ofSeconds(10))
                    .withOverflowHorizon(Duration.ofMillis(1)))
            .timeToLive(Duration.ofSeconds(30))
            .shedding(Shedding.byDelay(Duration.ofSeconds(1), Duration.ofSeconds(10)))
            .build();
    queue.onAlarm(alarm -> {});
    return queue;
  }
}
