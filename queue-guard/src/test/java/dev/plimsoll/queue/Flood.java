package dev.plimsoll.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs in a JVM of 64 MB: three producers at a hundred times the consumers' rate, one consumer that
 * is slow and one that dies, listeners that throw, a storm of interrupts, and a close in the middle
 * of it all. Prints the balance of the counters.
 */
final class Flood {

  /** With three producers, almost four times the heap. */
  private static final int OFFERS_PER_PRODUCER = 20_000;

  private static final int PRODUCERS = 3;

  /** How many offers there are for each element that consumers take, whatever the machine does. */
  private static final int OFFERS_PER_TAKE = 100;

  private static final int ELEMENT_BYTES = 4 * 1024;

  private final LongAdder offered = new LongAdder();
  private final LongAdder taken = new LongAdder();
  private final List<Thread> consumers = new ArrayList<>();
  private final List<Thread> producers = new ArrayList<>();
  private final AtomicLong turns = new AtomicLong();
  private volatile long closedAt;
  private volatile boolean over;

  private Flood() {}

  public static void main(String[] args) throws InterruptedException {
    if (args[0].equals("guarded")) {
      new Flood().runGuarded();
    } else {
      new Flood().runUnbounded();
    }
  }

  private void runUnbounded() throws InterruptedException {
    BlockingQueue<byte[]> queue = new LinkedBlockingQueue<>();
    flood(queue);
    System.out.println("survived with " + queue.size());
  }

  private void runGuarded() throws InterruptedException {
    GuardedQueue<byte[]> queue =
        GuardedQueue.<byte[]>named("flood")
            .capacity(256)
            .watermarks(Watermarks.ofFraction(0.8, 0.5))
            .timeToLive(Duration.ofMillis(200))
            .weigher(element -> element.length)
            .build();
    queue.onAlarm(
        alarm -> {
          throw new IllegalStateException("on purpose");
        });
    queue.onDeadLetter(
        (element, reason) -> {
          throw new IllegalStateException("on purpose");
        });
    AtomicReference<DrainReport<byte[]>> report = new AtomicReference<>();
    Thread closer = new Thread(() -> report.set(closeHalfWay(queue)));
    closer.start();
    flood(queue);
    closer.join();
    over = true;
    for (Thread consumer : consumers) {
      consumer.join();
    }
    QueueSnapshot end = queue.snapshot();
    System.out.println(end);
    boolean fast = taken.sum() > 0 && offered.sum() >= OFFERS_PER_TAKE * (taken.sum() - 1);
    System.out.println("a hundred times: " + fast);
    System.out.println("left " + report.get().left().size());
    System.out.println("closed in the middle: " + (end.rejected() > 0 && closedAt < offered.sum()));
    System.out.println("balance " + (offered.sum() - end.offered()));
    System.out.println("taken balance " + (taken.sum() - end.taken()));
    System.out.println("remaining " + (queue.size() + end.spilled() + end.weight()));
  }

  /** Closes while the producers are at it, and lets them run on against the door. */
  private DrainReport<byte[]> closeHalfWay(GuardedQueue<byte[]> queue) {
    while (offered.sum() < PRODUCERS * OFFERS_PER_PRODUCER / 2) {
      LockSupport.parkNanos(100_000);
    }
    closedAt = offered.sum();
    return queue.close(Duration.ofMillis(20));
  }

  private void flood(BlockingQueue<byte[]> queue) throws InterruptedException {
    startConsumer(queue, Integer.MAX_VALUE);
    startConsumer(queue, 10);
    queue.offer(new byte[ELEMENT_BYTES]);
    offered.increment();
    while (taken.sum() == 0) {
      Thread.onSpinWait();
    }
    for (int i = 0; i < PRODUCERS; i++) {
      Thread producer = new Thread(() -> produce(queue), "producer-" + i);
      producers.add(producer);
      producer.start();
    }
    interruptWhileTheyRun();
    for (Thread producer : producers) {
      producer.join();
    }
  }

  /** Counts what was decided: an interrupted offer was not. */
  private void produce(BlockingQueue<byte[]> queue) {
    for (int i = 0; i < OFFERS_PER_PRODUCER; i++) {
      if (i % 64 == 0) {
        offerWithPatience(queue);
      } else {
        queue.offer(new byte[ELEMENT_BYTES]);
        offered.increment();
      }
    }
  }

  private void offerWithPatience(BlockingQueue<byte[]> queue) {
    try {
      queue.offer(new byte[ELEMENT_BYTES], 1, TimeUnit.MICROSECONDS);
      offered.increment();
    } catch (InterruptedException storm) {
      // Not offered, not counted.
    }
  }

  private void interruptWhileTheyRun() {
    while (producers.stream().anyMatch(Thread::isAlive)) {
      producers.forEach(Thread::interrupt);
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** Takes one element when so many were offered, and dies after so many. */
  private void startConsumer(BlockingQueue<byte[]> queue, int dieAfter) {
    Thread consumer =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < dieAfter; i++) {
                  awaitTurn();
                  queue.take();
                  taken.increment();
                }
              } catch (InterruptedException | QueueClosedException end) {
                // The queue was closed.
              }
            });
    consumer.setDaemon(true);
    consumers.add(consumer);
    consumer.start();
  }

  /** Has the consumers take one element at once, and others as many as they are told to. */
  private void awaitTurn() {
    long turn = turns.getAndIncrement();
    while (offered.sum() < OFFERS_PER_TAKE * turn && !over) {
      LockSupport.parkNanos(50_000);
    }
  }
}
