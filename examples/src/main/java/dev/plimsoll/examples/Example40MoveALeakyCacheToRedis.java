package dev.plimsoll.examples;

import dev.plimsoll.external.Codec;
import dev.plimsoll.external.ExternalCache;
import dev.plimsoll.external.Outcome;
import dev.plimsoll.external.Ttl;
import dev.plimsoll.external.redis.RedisCache;
import dev.plimsoll.servers.RedisServers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A map that only ever grows holds the heap; the same values in Redis hold none of it. */
public final class Example40MoveALeakyCacheToRedis {

  private static final int SESSIONS = 20_000;

  private Example40MoveALeakyCacheToRedis() {}

  /**
   * Runs the lesson against the server that {@code plimsoll.redis.url} names, or one it starts.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    long empty = usedMegabytes();
    System.out.println("heap in use at the start:            " + empty + " MB");

    Map<String, String> leaky = new HashMap<>();
    for (int i = 0; i < SESSIONS; i++) {
      leaky.put("session-" + i, page(i));
    }
    System.out.println(
        "with " + SESSIONS + " sessions in a HashMap:     " + usedMegabytes() + " MB");

    try (ExternalCache<String> sessions =
        RedisCache.connect(RedisServers.url())
            .namespace("sessions")
            .codec(Codec.utf8())
            .deadline(Duration.ofSeconds(2))
            .maxValueBytes(10_000)
            .build()) {
      int stored = move(leaky, sessions);
      leaky.clear();
      System.out.println(
          "with " + stored + " of them moved to Redis:   " + usedMegabytes() + " MB");
      System.out.println(
          "session-7 is still there: "
              + sessions.get("session-7").toOptional().orElse("no").substring(0, 9)
              + "; it ends by itself, and the map's never did");
      Outcome unused = sessions.invalidateNamespace();
    }
  }

  private static int move(Map<String, String> leaky, ExternalCache<String> sessions) {
    Ttl halfAnHour = Ttl.of(Duration.ofMinutes(30)).withJitter(0.1);
    int stored = 0;
    for (Map.Entry<String, String> session : leaky.entrySet()) {
      if (sessions.put(session.getKey(), session.getValue(), halfAnHour) == Outcome.APPLIED) {
        stored++;
      }
    }
    return stored;
  }

  private static String page(int i) {
    return "session " + i + " " + "x".repeat(5_000);
  }

  private static long usedMegabytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }
}
