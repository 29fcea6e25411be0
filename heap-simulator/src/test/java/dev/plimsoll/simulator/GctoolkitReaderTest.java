package dev.plimsoll.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.gctoolkit.GCToolKit;
import com.microsoft.gctoolkit.aggregator.Aggregates;
import com.microsoft.gctoolkit.aggregator.Aggregation;
import com.microsoft.gctoolkit.aggregator.Aggregator;
import com.microsoft.gctoolkit.aggregator.Collates;
import com.microsoft.gctoolkit.aggregator.EventSource;
import com.microsoft.gctoolkit.event.MemoryPoolSummary;
import com.microsoft.gctoolkit.event.generational.DefNew;
import com.microsoft.gctoolkit.event.generational.GenerationalGCPauseEvent;
import com.microsoft.gctoolkit.io.SingleGCLogFile;
import com.microsoft.gctoolkit.jvm.JavaVirtualMachine;
import com.microsoft.gctoolkit.vertx.VertxDataSourceChannel;
import com.microsoft.gctoolkit.vertx.VertxJVMEventChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Microsoft's GCToolKit reads the simulator's HotSpot logs as it reads HotSpot's own. */
class GctoolkitReaderTest {

  private static final long MB = 1 << 20;
  private static final long KB = 1 << 10;

  @TempDir Path folder;

  /** What both sides say of one collection: sizes in KB, as the log has them; the pause in ms. */
  record Pause(
      boolean young,
      long youngBefore,
      long youngAfter,
      long youngSize,
      long oldBefore,
      long oldAfter,
      long oldSize,
      double millis) {}

  @ParameterizedTest
  @ValueSource(strings = {"window", "window2", "queue", "leak", "burst", "ls1"})
  void reads_the_collections_counts_and_sizes_that_the_simulator_reports(String program)
      throws IOException {
    assertAgreement(program, 256 * MB);
  }

  @Test
  void reads_full_collections_too() throws IOException {
    List<Pause> told = assertAgreement("queue", 128 * MB);
    assertThat(told).anyMatch(pause -> !pause.young());
  }

  private List<Pause> assertAgreement(String program, long heapBytes) throws IOException {
    GenerationalHeap heap = GenerationalHeap.of(HeapConfig.hotspotSerial(heapBytes, 64 * MB));
    List<String> lines = new ArrayList<>(List.of(TraceFormat.HOTSPOT.preamble()));
    List<Pause> told = new ArrayList<>();
    heap.subscribe(
        event -> {
          TraceFormat.HOTSPOT.print(event).lines().forEach(lines::add);
          if (event instanceof HeapEvent.Collection collection) {
            told.add(pause(collection));
          }
        });
    HotSpotPrograms.run(program, heap);
    Path log = Files.write(folder.resolve(program + ".log"), lines);

    List<Pause> read = read(log);

    assertThat(read).isEqualTo(told);
    assertThat(read.stream().filter(Pause::young).count()).isEqualTo(heap.totals().scavenges());
    assertThat(read.stream().filter(pause -> !pause.young()).count())
        .isEqualTo(heap.totals().fullCollections());
    return told;
  }

  private static Pause pause(HeapEvent.Collection collection) {
    CollectionStats stats = collection.stats();
    var eden = stats.space(HotSpotLog.EDEN);
    var survivor = stats.space(HotSpotLog.SURVIVOR);
    var old = stats.space(HotSpotLog.TENURED);
    return new Pause(
        collection instanceof HeapEvent.Scavenge,
        (eden.usedBefore() + survivor.usedBefore()) / KB,
        (eden.usedAfter() + survivor.usedAfter()) / KB,
        (eden.capacityAfter() + survivor.capacityAfter()) / KB,
        old.usedBefore() / KB,
        old.usedAfter() / KB,
        old.capacityAfter() / KB,
        Math.round(stats.pauseMillis() * 1000) / 1000.0);
  }

  private static List<Pause> read(Path log) throws IOException {
    GCToolKit reader = new GCToolKit();
    reader.loadDataSourceChannel(new VertxDataSourceChannel());
    reader.loadJVMEventChannel(new VertxJVMEventChannel());
    reader.loadAggregation(new Pauses());
    JavaVirtualMachine jvm = reader.analyze(new SingleGCLogFile(log));
    assertThat(jvm.isSerial()).isTrue();
    return jvm.getAggregation(Pauses.class).orElseThrow().all;
  }

  @Collates(PauseCollector.class)
  public static final class Pauses extends Aggregation {
    private final List<Pause> all = new ArrayList<>();

    public Pauses() {}

    void add(GenerationalGCPauseEvent event) {
      MemoryPoolSummary young = event.getYoung();
      MemoryPoolSummary old = event.getTenured();
      all.add(
          new Pause(
              event instanceof DefNew,
              young.getOccupancyBeforeCollection(),
              young.getOccupancyAfterCollection(),
              young.getSizeAfterCollection(),
              old.getOccupancyBeforeCollection(),
              old.getOccupancyAfterCollection(),
              old.getSizeAfterCollection(),
              Math.round(event.getDuration() * 1e6) / 1000.0));
    }

    @Override
    public boolean hasWarning() {
      return false;
    }

    @Override
    public boolean isEmpty() {
      return all.isEmpty();
    }
  }

  @Aggregates(EventSource.GENERATIONAL)
  public static final class PauseCollector extends Aggregator<Pauses> {
    public PauseCollector(Pauses pauses) {
      super(pauses);
      register(GenerationalGCPauseEvent.class, pauses::add);
    }
  }
}
