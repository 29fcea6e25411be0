package dev.plimsoll.examples;

import dev.plimsoll.external.Codec;
import dev.plimsoll.external.redis.RedisStreamQueue;
import dev.plimsoll.external.redis.RedisStreamQueue.Delivery;
import dev.plimsoll.servers.RedisServers;
import dev.plimsoll.servers.ServerProcess;
import java.time.Duration;
import java.util.Optional;

/** A queue that several machines share: bounded, and a consumer that dies loses nothing. */
public final class Example43AQueueOnRedisStreams {

  private Example43AQueueOnRedisStreams() {}

  /**
   * Runs the lesson on a server of its own.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    try (ServerProcess server = RedisServers.start();
        RedisStreamQueue<String> first = orders(server);
        RedisStreamQueue<String> second = orders(server)) {
      int accepted = 0;
      while (first.offer("order " + accepted)) {
        accepted++;
      }
      System.out.println("accepted " + accepted + ", then refused: depth " + first.depth());

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
      System.out.println("the second has done all " + done + ": depth " + second.depth());
    }
  }

  private static RedisStreamQueue<String> orders(ServerProcess server) {
    return RedisStreamQueue.connect("redis://" + server.address())
        .name("orders")
        .codec(Codec.utf8())
        .capacity(100)
        .maxElementBytes(1_000)
        .deadline(Duration.ofSeconds(1))
        .takeoverAfter(Duration.ofMillis(300))
        .build();
  }
}
