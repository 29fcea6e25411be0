package dev.plimsoll.simulator;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.ErrorCell.Bound;
import dev.plimsoll.simulator.js.JsHeap;
import dev.plimsoll.simulator.js.JsLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs the programs on one V8 preset and sets them against the CSVs of its Node. */
final class V8ErrorRows {

  /** Programs whose strings and hash tables are estimates. */
  private static final Set<String> ESTIMATED =
      Set.of(
          "ls4",
          "limitablemap-10",
          "limitablemap-1000",
          "limitablemap-10000",
          "limitablemap-50000");

  /** How far each figure may be off. */
  record Bounds(double scavenges, double bytes, double estimated, double fullCollections) {}

  private final String runtime;
  private final String folder;
  private final Supplier<HeapConfig> preset;
  private final JsLayout layout;
  private final Bounds bounds;
  private final Map<String, Consumer<JsHeap>> programs;

  private V8ErrorRows(
      String runtime,
      String folder,
      Supplier<HeapConfig> preset,
      JsLayout layout,
      Bounds bounds,
      Map<String, Consumer<JsHeap>> programs) {
    this.runtime = runtime;
    this.folder = folder;
    this.preset = preset;
    this.layout = layout;
    this.bounds = bounds;
    this.programs = programs;
  }

  static V8ErrorRows node20() {
    return new V8ErrorRows(
        "V8 11.3",
        "node20",
        HeapConfig::v8_11_3,
        JsLayout.v8_11_3(),
        new Bounds(3, 3, 10, 1),
        JsPrograms.byName());
  }

  /**
   * Programs on which nothing was fitted; their CSVs were made by Node 20.20.2 in the same mode.
   */
  static V8ErrorRows unseen() {
    return new V8ErrorRows(
        "V8 11.3 unseen",
        "node20-unseen",
        HeapConfig::v8_11_3,
        JsLayout.v8_11_3(),
        new Bounds(3, 3, 10, 1),
        UnseenPrograms.byName());
  }

  /** Node 20.20.2 as it is without flags: the one mode in which sites are tenured. */
  static V8ErrorRows node20ByDefault() {
    return new V8ErrorRows(
        "V8 11.3 default flags",
        "node20-default",
        () -> HeapConfig.v8_11_3().withPretenuring(true),
        JsLayout.v8_11_3(),
        new Bounds(3, 3, 10, 1),
        Map.of("ls1", JsPrograms::ls1AtASite));
  }

  static V8ErrorRows node8() {
    return new V8ErrorRows(
        "V8 6.2",
        "node8",
        HeapConfig::v8_6_2,
        JsLayout.v8_6_2(),
        new Bounds(6, 6, 6, 1),
        JsPrograms.byName());
  }

  List<ErrorCell> measure() {
    List<ErrorCell> cells = new ArrayList<>();
    programs.forEach((name, program) -> cells.addAll(measure(name, program)));
    return cells;
  }

  private List<ErrorCell> measure(String name, Consumer<JsHeap> program) {
    RealRun real = RealRun.ofNode(folder, name);
    GenerationalHeap heap = GenerationalHeap.of(preset.get());
    List<Long> copied = new ArrayList<>();
    heap.subscribe(
        event -> {
          if (event instanceof HeapEvent.Scavenge scavenge) {
            copied.add(scavenge.stats().copiedBytes());
          }
        });
    program.accept(JsHeap.of(heap, layout, Owner.named(name)));
    HeapTotals totals = heap.totals();
    boolean estimated = ESTIMATED.contains(name);
    Bound counts = Bound.percent(estimated ? bounds.estimated : bounds.scavenges);
    Bound bytes = Bound.percent(estimated ? bounds.estimated : bounds.bytes);
    List<ErrorCell> cells = new ArrayList<>();
    cells.add(cell(name, "scavenges", real.scavenges(), totals.scavenges(), counts));
    cells.add(cell(name, "promoted", real.promoted(), totals.promotedBytes(), bytes));
    cells.add(cell(name, "copied", real.copied(), totals.copiedBytes(), bytes));
    cells.add(
        cell(
            name,
            "full collections",
            real.fullCollections(),
            totals.fullCollections(),
            Bound.within(bounds.fullCollections)));
    if (name.equals("w_window")) {
      long usual = RealRun.mostFrequent(copied);
      Bound exact = folder.equals("node20") ? Bound.within(0) : bytes;
      cells.add(cell(name, "copied in the steady state", real.usualCopied(), usual, exact));
    }
    if (name.equals("ls1")) {
      HeapUsage usage = heap.memoryUsage();
      cells.add(cell(name, "heapUsed", real.heapUsed(), usage.heapUsed(), Bound.percent(3)));
      cells.add(cell(name, "heapTotal", real.heapTotal(), usage.heapTotal(), Bound.percent(3)));
    }
    return cells;
  }

  private ErrorCell cell(String program, String figure, long real, long simulated, Bound bound) {
    return new ErrorCell(runtime, program, figure, real, simulated, bound);
  }
}
