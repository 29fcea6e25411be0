package dev.plimsoll.watch;

import dev.plimsoll.watch.WatchEvent.Collected;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedObject;
import jdk.jfr.consumer.RecordingFile;

/** What Flight Recorder says of each pause between two collections that were asked for. */
final class RecordedPauses {

  static final List<String> EVENTS =
      List.of(
          "jdk.GarbageCollection",
          "jdk.G1GarbageCollection",
          "jdk.G1EvacuationOldStatistics",
          "jdk.GCHeapSummary",
          "jdk.G1HeapSummary",
          "jdk.PSHeapSummary");

  private static final Set<String> YOUNG = Set.of("ParallelScavenge", "G1New");

  private final Map<Long, Pause> pauses = new TreeMap<>();

  private RecordedPauses() {}

  static RecordedPauses of(Path file) throws IOException {
    RecordedPauses recorded = new RecordedPauses();
    RecordingFile.readAllEvents(file).forEach(recorded::add);
    return recorded;
  }

  /** The pauses of one kind: how many, and the sums of both sides. */
  private static final class Sums {
    private int pauses;
    private long watch;
    private long recorder;

    void add(long byWatch, long byRecorder) {
      pauses++;
      watch += byWatch;
      recorder += byRecorder;
    }

    @Override
    public String toString() {
      return pauses + " watch " + watch + " recorder " + recorder;
    }
  }

  /**
   * Returns "young N watch N recorder N, mixed N watch N recorder N". In a pause that collects the
   * young alone the recorder counts what was put into the old generation; in a mixed one it does
   * not tell that from what was moved within it, so that there its own figures for the heap before
   * and after are compared.
   */
  String comparedWith(List<Collected> told) {
    List<Pause> young = betweenTheTwoAskedFor();
    if (young.size() != told.size()) {
      throw new IllegalStateException(told.size() + " pauses told of " + young.size());
    }
    Sums alone = new Sums();
    Sums mixed = new Sums();
    for (int i = 0; i < young.size(); i++) {
      Pause pause = young.get(i);
      if (pause.mixed) {
        mixed.add(told.get(i).promotedBytes(), pause.oldGrowth());
      } else {
        alone.add(
            told.get(i).promotedBytes(), pause.evacuated < 0 ? pause.oldGrowth() : pause.evacuated);
      }
    }
    return "young " + alone + ", mixed " + mixed;
  }

  private List<Pause> betweenTheTwoAskedFor() {
    List<Pause> all = List.copyOf(pauses.values());
    List<Integer> askedFor =
        IntStream.range(0, all.size()).filter(i -> all.get(i).askedFor).boxed().toList();
    return all.subList(askedFor.get(0), askedFor.get(1)).stream()
        .filter(pause -> pause.young)
        .toList();
  }

  private void add(RecordedEvent event) {
    String type = event.getEventType().getName();
    if (type.equals("jdk.G1EvacuationOldStatistics")) {
      RecordedObject statistics = event.getValue("statistics");
      Pause pause = pause(statistics.getLong("gcId"));
      // In blocks of its own and directly.
      pause.evacuated =
          Math.max(0, pause.evacuated)
              + statistics.getLong("used")
              + statistics.getLong("directAllocated");
      return;
    }
    Pause pause = pause(event.getLong("gcId"));
    switch (type) {
      case "jdk.GarbageCollection" -> {
        boolean isYoung = YOUNG.contains(event.getString("name"));
        boolean isAskedFor = event.getString("cause").equals(PromotionProgram.ASKED_FOR);
        pause.young = isYoung && !isAskedFor;
        pause.askedFor = isAskedFor && !isYoung; // Parallel puts a young one before it
      }
      case "jdk.G1GarbageCollection" -> pause.mixed = event.getString("type").equals("Mixed");
      case "jdk.GCHeapSummary" -> pause.addOld(event, event.getLong("heapUsed"));
      case "jdk.G1HeapSummary" ->
          pause.addOld(event, -event.getLong("edenUsedSize") - event.getLong("survivorUsedSize"));
      case "jdk.PSHeapSummary" ->
          pause.addOld(
              event,
              -event.<RecordedObject>getValue("edenSpace").getLong("used")
                  - event.<RecordedObject>getValue("fromSpace").getLong("used"));
      default -> throw new IllegalStateException("not asked for: " + event);
    }
  }

  private Pause pause(long id) {
    return pauses.computeIfAbsent(id, unseen -> new Pause());
  }

  private static final class Pause {
    private boolean young;
    private boolean mixed;
    private boolean askedFor;
    private long evacuated = -1;
    private long oldBefore;
    private long oldAfter;

    void addOld(RecordedEvent event, long bytes) {
      if (event.getString("when").equals("Before GC")) {
        oldBefore += bytes;
      } else {
        oldAfter += bytes;
      }
    }

    long oldGrowth() {
      return Math.max(0, oldAfter - oldBefore);
    }
  }
}
