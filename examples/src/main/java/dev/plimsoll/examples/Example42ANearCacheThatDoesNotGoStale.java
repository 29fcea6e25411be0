package dev.plimsoll.examples;

import dev.plimsoll.external.Codec;
import dev.plimsoll.external.ExternalCache;
import dev.plimsoll.external.NearCache;
import dev.plimsoll.external.Outcome;
import dev.plimsoll.external.Ttl;
import dev.plimsoll.external.redis.RedisCache;
import dev.plimsoll.retention.RetentionLedger;
import dev.plimsoll.servers.RedisServers;
import dev.plimsoll.servers.ServerProcess;
import java.time.Duration;

/** Copies in process make hits fast; Redis tells when one of them has become old. */
public final class Example42ANearCacheThatDoesNotGoStale {

  private static final Ttl MINUTE = Ttl.of(Duration.ofMinutes(1));

  private Example42ANearCacheThatDoesNotGoStale() {}

  /**
   * Runs the lesson on a server of its own, which it kills and starts again.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    RetentionLedger ledger = RetentionLedger.create();
    try (ServerProcess server = RedisServers.start();
        ExternalCache<String> elsewhere = cache(server);
        NearCache<String> near =
            NearCache.over(cache(server)).limit(100).recordStats().retention(ledger).build()) {
      write(elsewhere, "one");
      for (int i = 0; i < 10_000; i++) {
        near.get("k");
      }
      System.out.printf("of 10,000 reads %,d were answered in process%n", near.nearHits());
      System.out.printf(
          "held here: %d copy; the ledger says %d bytes%n", near.size(), ledger.totalBytes());

      write(elsewhere, "two");
      System.out.println("another process wrote; seen here " + untilSeen(near, "two"));

      server.kill();
      server.start();
      write(elsewhere, "three");
      System.out.println("the server was restarted; seen here " + untilSeen(near, "three"));
    }
  }

  private static ExternalCache<String> cache(ServerProcess server) {
    return RedisCache.connect("redis://" + server.address())
        .namespace("near")
        .codec(Codec.utf8())
        .deadline(Duration.ofMillis(500))
        .maxValueBytes(1_000)
        .build();
  }

  private static void write(ExternalCache<String> cache, String value) {
    while (cache.put("k", value, MINUTE) != Outcome.APPLIED) {
      Thread.onSpinWait();
    }
  }

  private static String untilSeen(NearCache<String> near, String value) {
    long start = System.nanoTime();
    while (!value.equals(near.get("k").toOptional().orElse(""))) {
      Thread.onSpinWait();
    }
    return String.format("after %.1f ms", (System.nanoTime() - start) / 1e6);
  }
}
