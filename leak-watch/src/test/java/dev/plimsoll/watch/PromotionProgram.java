package dev.plimsoll.watch;

import dev.plimsoll.retention.RetentionLedger;
import dev.plimsoll.watch.WatchEvent.Collected;
import dev.plimsoll.watch.WatchEvent.PromotedQuality;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedObject;
import jdk.jfr.consumer.RecordingFile;

/**
 * Promotes, with the watch and Flight Recorder on, and prints what each of them counted: "watch N
 * recorder N mixed N". Arguments: a file for the recording, the bytes to allocate, those to keep at
 * a time.
 */
final class PromotionProgram {

  private static final String ASKED_FOR = "System.gc()";
  private static final int OBJECT = 2_000;
  private static final Duration LET_NOTIFICATIONS_COME = Duration.ofSeconds(1);

  private PromotionProgram() {}

  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0]);
    AtomicLong promoted = new AtomicLong();
    RetentionLedger ledger = RetentionLedger.create();
    LeakWatchConfig config = LeakWatchConfig.defaults().withAlerts(alert -> {});
    try (Recording recording = new Recording();
        LeakWatch watch = LeakWatch.start(ledger, config)) {
      recording.enable("jdk.G1EvacuationOldStatistics");
      recording.enable("jdk.G1GarbageCollection");
      recording.enable("jdk.PSHeapSummary");
      recording.enable("jdk.ParallelOldGarbageCollection");
      recording.enable("jdk.GarbageCollection");
      recording.start();
      watch.onEvent(
          event -> {
            if (event instanceof Collected told) {
              count(told, promoted);
            }
          });
      System.gc(); // from here on both count
      serve(Long.parseLong(arguments[1]), Long.parseLong(arguments[2]));
      Thread.sleep(LET_NOTIFICATIONS_COME.toMillis());
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    long beginning =
        events.stream()
            .filter(event -> event.getEventType().getName().equals("jdk.GarbageCollection"))
            .filter(event -> event.getString("cause").equals(ASKED_FOR))
            .mapToLong(event -> event.getLong("gcId"))
            .findFirst()
            .orElseThrow();
    Recorded recorded = new Recorded();
    events.stream().filter(event -> collection(event) > beginning).forEach(recorded::add);
    System.out.println(
        "watch " + promoted + " recorder " + recorded.promoted + " mixed " + recorded.mixed);
  }

  private static long collection(RecordedEvent event) {
    return event.hasField("gcId")
        ? event.getLong("gcId")
        : event.<RecordedObject>getValue("statistics").getLong("gcId");
  }

  private static void count(Collected told, AtomicLong promoted) {
    if (told.cause().equals(ASKED_FOR)) {
      promoted.set(0);
    } else if (told.quality() != PromotedQuality.NONE) {
      promoted.addAndGet(told.promotedBytes());
    }
  }

  /** Keeps objects for a while, so that they grow old before they go. */
  private static void serve(long allocate, long keep) {
    Deque<byte[]> kept = new ArrayDeque<>();
    for (long allocated = 0; allocated < allocate; allocated += 4 * OBJECT) {
      kept.add(new byte[OBJECT]);
      if ((long) kept.size() * OBJECT > keep) {
        kept.remove();
      }
      if (new byte[3 * OBJECT].length == 0) {
        throw new AssertionError("arrays have the length asked for");
      }
    }
  }

  /** What Flight Recorder says of the same collections. */
  private static final class Recorded {
    private long promoted;
    private long mixed;
    private long oldBefore = -1;
    private long fullCollection = -1;

    void add(RecordedEvent event) {
      switch (event.getEventType().getName()) {
        // What evacuation put into old regions, in blocks of its own and directly.
        case "jdk.G1EvacuationOldStatistics" -> {
          RecordedObject statistics = event.getValue("statistics");
          promoted += statistics.getLong("used") + statistics.getLong("directAllocated");
        }
        case "jdk.G1GarbageCollection" -> mixed += event.getString("type").equals("Mixed") ? 1 : 0;
        case "jdk.ParallelOldGarbageCollection" -> fullCollection = event.getLong("gcId");
        case "jdk.PSHeapSummary" -> old(event);
        case "jdk.GarbageCollection" -> {} // told where counting begins
        default -> throw new IllegalStateException("not asked for: " + event);
      }
    }

    private void old(RecordedEvent event) {
      long used = event.<RecordedObject>getValue("oldObjectSpace").getLong("used");
      if (event.getString("when").equals("Before GC")) {
        oldBefore = used;
      } else if (event.getLong("gcId") != fullCollection) {
        promoted += Math.max(0, used - oldBefore);
      }
    }
  }
}
