package dev.plimsoll.examples;

import dev.plimsoll.examples.print.Amount;
import dev.plimsoll.queue.Alarm;
import dev.plimsoll.queue.GuardedQueue;
import dev.plimsoll.queue.Watermarks;
import dev.plimsoll.retention.RetentionListener;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A consumer that takes 60 messages while 100 arrive: a queue without a bound hides it in the heap,
 * a bounded one says so.
 */
public final class Example06TheSlowConsumer {

  static final int CAPACITY = 1_000;

  private static final int TICKS = 5_000;
  private static final int ARRIVE = 100;
  private static final int TAKEN = 60;

  /** In V8: an object of two fields, and its body, an array of 32. */
  private static final long MESSAGE_BYTES = 40 + 32 + 16 + 8 * 32;

  private final List<Alarm> alarms = new CopyOnWriteArrayList<>();
  private long refused;

  Example06TheSlowConsumer() {}

  /**
   * Prints what both queues did to the heap, and what the bounded one said.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    System.out.printf(
        "%s times %d messages arrive and %d are taken:%n", Amount.count(TICKS), ARRIVE, TAKEN);
    Example06TheSlowConsumer example = new Example06TheSlowConsumer();
    Holding.printHead();
    unbounded().print();
    example.bounded().print();
    System.out.printf("It said: %s%n", example.alarms().get(0).text());
    System.out.printf(
        "and refused %s messages, while their senders could still do something about it.%n",
        Amount.count(example.refused()));
  }

  static Holding unbounded() {
    try (WatchedHeap heap = new WatchedHeap()) {
      ToldQueue<Integer> queue = new ToldQueue<>(message -> MESSAGE_BYTES, heap.listener());
      for (int tick = 0; tick < TICKS; tick++) {
        for (int i = 0; i < ARRIVE; i++) {
          queue.add(i);
        }
        for (int i = 0; i < TAKEN; i++) {
          queue.poll();
        }
      }
      return heap.holding("ArrayDeque", queue.size());
    }
  }

  Holding bounded() {
    try (WatchedHeap heap = new WatchedHeap();
        GuardedQueue<Integer> queue = guarded(heap.listener())) {
      queue.onAlarm(alarms::add);
      refused = exchange(queue);
      return heap.holding("GuardedQueue, capacity " + Amount.count(CAPACITY), queue.size());
    }
  }

  private static GuardedQueue<Integer> guarded(RetentionListener listener) {
    return GuardedQueue.<Integer>named(WatchedHeap.OWNER)
        .capacity(CAPACITY)
        .watermarks(Watermarks.ofFraction(0.8, 0.5))
        .weigher(message -> MESSAGE_BYTES)
        .retention(listener)
        .listenerExecutor(Runnable::run)
        .build();
  }

  List<Alarm> alarms() {
    return List.copyOf(alarms);
  }

  long refused() {
    return refused;
  }

  /** {@return how many messages were refused} */
  private static long exchange(Queue<Integer> queue) {
    long refused = 0;
    for (int tick = 0; tick < TICKS; tick++) {
      for (int i = 0; i < ARRIVE; i++) {
        // A real sender would be told "busy" here.
        refused += queue.offer(i) ? 0 : 1;
      }
      for (int i = 0; i < TAKEN; i++) {
        queue.poll();
      }
    }
    return refused;
  }
}
