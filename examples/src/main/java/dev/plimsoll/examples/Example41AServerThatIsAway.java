package dev.plimsoll.examples;

import dev.plimsoll.external.Codec;
import dev.plimsoll.external.ExternalCache;
import dev.plimsoll.external.Lookup;
import dev.plimsoll.external.Outcome;
import dev.plimsoll.external.Ttl;
import dev.plimsoll.external.redis.RedisCache;
import dev.plimsoll.servers.RedisServers;
import dev.plimsoll.servers.ServerProcess;
import java.time.Duration;

/** A server that hangs costs each call its deadline, then nothing; values come all the same. */
public final class Example41AServerThatIsAway {

  private static final Ttl MINUTE = Ttl.of(Duration.ofMinutes(1));

  private Example41AServerThatIsAway() {}

  /**
   * Runs the lesson on a server of its own, which it freezes.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    try (ServerProcess server = RedisServers.start();
        ExternalCache<String> users =
            RedisCache.connect("redis://" + server.address())
                .namespace("users")
                .codec(Codec.utf8())
                .deadline(Duration.ofMillis(200))
                .maxValueBytes(1_000)
                .build()) {
      show("an unknown key", users);
      users.put("alice", "Alice", MINUTE);
      show("a known key", users);

      server.freeze();
      for (int i = 1; i <= 7; i++) {
        show("frozen, call " + i, users);
      }
      System.out.println(
          "with a loader: " + users.get("alice", key -> "Alice, from the database", MINUTE));
      System.out.println("health: " + users.health());

      server.thaw();
      long thawed = System.nanoTime();
      while (users.put("alice", "Alice", MINUTE) != Outcome.APPLIED) {
        Thread.onSpinWait();
      }
      System.out.println("in use again after " + millisSince(thawed) + " ms");
      System.out.println(users.stats());
    }
  }

  private static void show(String what, ExternalCache<String> users) {
    long start = System.nanoTime();
    Lookup<String> answer = users.get("alice");
    long millis = millisSince(start);
    String text =
        answer instanceof Lookup.Unavailable<String> away
            ? "unavailable: " + away.cause().getMessage()
            : answer.toOptional().map(value -> "hit: " + value).orElse("miss");
    System.out.println(what + ", after " + millis + " ms: " + text);
  }

  private static long millisSince(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }
}
