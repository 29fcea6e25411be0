package dev.plimsoll.examples;

import dev.plimsoll.queue.AlarmPolicy;
import dev.plimsoll.queue.DrainReport;
import dev.plimsoll.queue.GuardedQueue;
import dev.plimsoll.queue.QueueRejectedException;
import dev.plimsoll.queue.QueueSnapshot;
import dev.plimsoll.queue.Watermarks;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A queue that cannot pile up unseen: a producer, a consumer that is slower, and what the guard
 * says and does. Time is moved by hand, so that it prints the same at every run.
 */
public final class Example30GuardedQueue {

  private final AtomicLong clock = new AtomicLong();
  private final GuardedQueue<String> orders =
      GuardedQueue.<String>named("orders")
          .capacity(10)
          .watermarks(Watermarks.ofFraction(0.8, 0.5))
          .alarms(AlarmPolicy.defaults().withRepeatEvery(Duration.ofSeconds(30)))
          .timeToLive(Duration.ofSeconds(5))
          .ticker(clock::get)
          .listenerExecutor(Runnable::run)
          .build();

  private Example30GuardedQueue() {}

  /**
   * Prints what happens to fifteen orders and their followers.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    Example30GuardedQueue example = new Example30GuardedQueue();
    example.listen();
    example.produceFasterThanTheConsumer();
    example.letTimePass();
    example.close();
  }

  private void listen() {
    orders.onAlarm(alarm -> System.out.println("   alarm: " + alarm.text()));
    orders.onDeadLetter(
        (order, reason) -> System.out.println("   dead letter: " + order + ' ' + reason));
  }

  private void produceFasterThanTheConsumer() {
    System.out.println("1. Fifteen orders arrive, and the consumer takes every fifth:");
    for (int i = 1; i <= 14; i++) {
      orders.offer("order " + i);
      if (i % 5 == 0) {
        System.out.println("   taken: " + orders.poll());
      }
    }
    try {
      orders.add("order 15");
    } catch (QueueRejectedException e) {
      System.out.println("   add throws: " + e.getMessage());
    }
  }

  private void letTimePass() {
    System.out.println("2. Six seconds later, a new order and the consumer:");
    clock.addAndGet(Duration.ofSeconds(6).toNanos());
    orders.offer("order 16");
    System.out.println("   taken: " + orders.poll() + ", the others had expired");
  }

  private void close() {
    System.out.println("3. The queue is closed with two orders in it:");
    orders.offer("order 17");
    orders.offer("order 18");
    DrainReport<String> report = orders.close(Duration.ZERO);
    QueueSnapshot end = report.end();
    System.out.println("   handed back: " + report.left());
    System.out.printf(
        "   %d offered = %d taken + %d rejected + %d expired + %d left%n",
        end.offered(), end.taken(), end.rejected(), end.expired(), report.left().size());
  }
}
