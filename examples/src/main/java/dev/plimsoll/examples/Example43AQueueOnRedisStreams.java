package dev.plimsoll.examples;

import dev.plimsoll.external.Codec;
import dev.plimsoll.external.redis.RedisStreamQueue;
import dev.plimsoll.external.redis.RedisStreamQueue.Delivery;
import dev.plimsoll.queue.QueueMonitor;
import dev.plimsoll.queue.Watermarks;
import dev.plimsoll.retention.Subscription;
import dev.plimsoll.servers.RedisServers;
import dev.plimsoll.servers.ServerProcess;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A queue that several machines share: bounded, watched, and a consumer that dies loses nothing.
 */
public final class Example43AQueueOnRedisStreams {

  private static final int CAPACITY = 100;

  private Example43AQueueOnRedisStreams() {}

  /**
   * Runs the lesson on a server of its own.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    try (ServerProcess server = RedisServers.start();
        RedisStreamQueue<String> first = orders(server);
        RedisStreamQueue<String> second = orders(server);
        QueueMonitor monitor = watch(first)) {
      CountDownLatch raised = new CountDownLatch(1);
      CountDownLatch cleared = new CountDownLatch(1);
      Subscription unused =
          monitor.onAlarm(
              alarm -> {
                System.out.println("alarm: " + alarm.text());
                (alarm.cleared() ? cleared : raised).countDown();
              });
      int accepted = 0;
      while (first.offer("order " + accepted)) {
        accepted++;
      }
      System.out.println("accepted " + accepted + ", then refused: depth " + first.depth());
      await(raised);

      String lost = first.poll(Duration.ZERO).map(Delivery::element).orElse("nothing");
      System.out.println("the first consumer takes " + lost + " and dies before it is done");

      int done = 0;
      while (second.depth() > 0) {
        Optional<Delivery<String>> delivery = second.poll(Duration.ofMillis(50));
        if (delivery.isPresent() && delivery.get().acknowledge()) {
          done++;
          if (delivery.get().isTakenOver()) {
            System.out.println("the second takes over " + delivery.get().element());
          }
        }
      }
      await(cleared);
      System.out.println("the second has done all " + done + ": depth " + second.depth());
    }
  }

  /** The server is asked for the depth; an alarm comes at 80 and goes at 50. */
  private static QueueMonitor watch(RedisStreamQueue<String> orders) {
    return QueueMonitor.watch(
        "orders",
        orders::depth,
        options ->
            options
                .capacity(CAPACITY)
                .watermarks(Watermarks.ofCount(80, 50))
                .every(Duration.ofMillis(20)));
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("no word from the monitor");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static RedisStreamQueue<String> orders(ServerProcess server) {
    return RedisStreamQueue.connect("redis://" + server.address())
        .name("orders")
        .codec(Codec.utf8())
        .capacity(CAPACITY)
        .maxElementBytes(1_000)
        .deadline(Duration.ofSeconds(1))
        .takeoverAfter(Duration.ofMillis(300))
        .build();
  }
}
