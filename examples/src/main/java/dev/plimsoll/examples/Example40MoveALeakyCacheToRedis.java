package dev.plimsoll.examples;

import static java.util.Objects.requireNonNull;

import dev.plimsoll.external.Codec;
import dev.plimsoll.external.ExternalCache;
import dev.plimsoll.external.NearCache;
import dev.plimsoll.external.Outcome;
import dev.plimsoll.external.Ttl;
import dev.plimsoll.external.redis.RedisCache;
import dev.plimsoll.retention.Bound;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionListener;
import dev.plimsoll.servers.RedisServers;
import dev.plimsoll.simulator.GenerationalHeap;
import dev.plimsoll.simulator.HeapConfig;
import dev.plimsoll.simulator.HeapRetention;
import dev.plimsoll.simulator.OwnerUsage;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A map that only ever grows holds the heap; the same values in Redis hold none of it. Shown on
 * this JVM's heap and, by what the containers report, on a simulated one.
 */
public final class Example40MoveALeakyCacheToRedis {

  static final int SESSIONS = 20_000;
  static final int NEAR = 100;

  /**
   * Both heaps at one moment, in bytes.
   *
   * @param real in use on this JVM's heap after a collection
   * @param simulatedOld what the sessions hold of the simulated old generation
   */
  record Heaps(long real, long simulatedOld) {

    @Override
    public String toString() {
      return String.format(
              "%3d MB   simulated old generation: %5.1f MB  %s",
              real >> 20, simulatedOld / 1e6, "#".repeat((int) (simulatedOld / 5_000_000)))
          .stripTrailing();
    }
  }

  /** What the lesson shows. */
  record Moved(Heaps before, Heaps after, int stored, String session7) {}

  private final GenerationalHeap heap = GenerationalHeap.of(HeapConfig.v8_11_3());

  private Example40MoveALeakyCacheToRedis() {}

  /**
   * Runs the lesson against the server that {@code plimsoll.redis.url} names, or one it starts.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    Moved moved = move();
    System.out.printf("%,d sessions in a HashMap:   real heap %s%n", SESSIONS, moved.before());
    System.out.printf("%,d of them moved to Redis:  real heap %s%n", moved.stored(), moved.after());
    System.out.println(
        "session-7 is still there: \""
            + moved.session7()
            + "\"; it ends by itself, and the map's never did. "
            + NEAR
            + " copies are kept near.");
  }

  static Moved move() {
    return new Example40MoveALeakyCacheToRedis().run();
  }

  private Moved run() {
    try (HeapRetention retention = heap.retentionListener();
        ExternalCache<String> sessions = sessions(retention);
        NearCache<String> near =
            NearCache.over(sessions).limit(NEAR).retention(retention).build()) {
      LeakySessions leaky = new LeakySessions(retention);
      for (int i = 0; i < SESSIONS; i++) {
        leaky.put("session-" + i, "session " + i + " " + "x".repeat(5_000));
      }
      Heaps before = heaps();
      int stored = leaky.moveTo(sessions);
      for (int i = 0; i < 3 * NEAR; i++) {
        near.get("session-" + i);
      }
      Heaps after = heaps();
      String seven = near.get("session-7").toOptional().orElse("nobody").substring(0, 9);
      Outcome unused = sessions.invalidateNamespace();
      return new Moved(before, after, stored, seven);
    }
  }

  private static ExternalCache<String> sessions(RetentionListener retention) {
    return RedisCache.connect(RedisServers.url())
        .namespace("sessions")
        .codec(Codec.utf8())
        .deadline(Duration.ofSeconds(2))
        .maxValueBytes(10_000)
        .retention(retention)
        .build();
  }

  private Heaps heaps() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    heap.collectFully();
    long old =
        heap.owners().stream()
            .filter(usage -> usage.owner().name().contains("sessions"))
            .mapToLong(OwnerUsage::liveBytes)
            .sum();
    return new Heaps(runtime.totalMemory() - runtime.freeMemory(), old);
  }

  /** A map that only ever grows, and says so. */
  private static final class LeakySessions {

    private final Map<String, String> map = new HashMap<>();
    private final Owner owner = Owner.named("leaky sessions", Bound.none());
    private final RetentionListener retention;
    private long ids;

    LeakySessions(RetentionListener retention) {
      this.retention = retention;
    }

    void put(String key, String page) {
      map.put(key, page);
      retention.retained(owner, ids++, page.length());
    }

    int moveTo(ExternalCache<String> sessions) {
      Ttl halfAnHour = Ttl.of(Duration.ofMinutes(30)).withJitter(0.1);
      int stored = 0;
      for (int i = 0; i < SESSIONS; i++) {
        String key = "session-" + i;
        String page = requireNonNull(map.remove(key), key);
        if (sessions.put(key, page, halfAnHour) == Outcome.APPLIED) {
          stored++;
        }
        retention.released(owner, i, page.length(), ReleaseCause.REMOVED);
      }
      return stored;
    }
  }
}
