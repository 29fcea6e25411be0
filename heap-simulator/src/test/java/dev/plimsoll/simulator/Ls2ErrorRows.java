package dev.plimsoll.simulator;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.ErrorCell.Bound;
import dev.plimsoll.simulator.js.JsHeap;
import dev.plimsoll.simulator.js.JsLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * LS2: up to 15 arrays, each filled and kept, against the logs {@code *-ls2*-d.log}. Each prints
 * its memory before an array, so that the last line printed belongs to the array that did not fit,
 * or to the end.
 */
final class Ls2ErrorRows {

  private static final int ARRAYS = 15;
  private static final int MI = 1 << 20;
  private static final double MB = 1 << 20;
  private static final Bound EXACT = Bound.within(0);
  private static final Pattern HEAP_USED = Pattern.compile("heapUsed ([0-9.]+) MB");

  private final List<ErrorCell> cells = new ArrayList<>();

  static List<ErrorCell> measure() {
    Ls2ErrorRows rows = new Ls2ErrorRows();
    Bound three = Bound.percent(3);
    GenerationalHeap node20 = GenerationalHeap.of(HeapConfig.v8_11_3());
    rows.run("V8 11.3", "ls2, 15 Mi", "n20-ls2-d", node20, three, newArray(node20, 15, true));
    GenerationalHeap node8 = GenerationalHeap.of(HeapConfig.v8_6_2());
    rows.run("V8 6.2", "ls2, 15 Mi", "n8.17.0-ls2-d", node8, three, newArray(node8, 15, false));
    GenerationalHeap larger = GenerationalHeap.of(HeapConfig.v8_6_2());
    rows.run(
        "V8 6.2", "ls2, 20 Mi", "n8.17.0-ls2-20M-d", larger, three, newArray(larger, 20, false));
    GenerationalHeap node010 = GenerationalHeap.of(HeapConfig.v8_3_14());
    rows.run(
        "V8 3.14",
        "ls2, 15 Mi",
        "n0.10.48-ls2-d",
        node010,
        Bound.percent(10),
        owner -> FilledArray.keep(node010, owner, 15 * MI));
    return rows.cells;
  }

  private static Consumer<Owner> newArray(GenerationalHeap heap, int mi, boolean node20) {
    return owner -> {
      JsHeap js = JsHeap.of(heap, node20 ? JsLayout.v8_11_3() : JsLayout.v8_6_2(), owner);
      js.root(js.newArray(mi * MI));
    };
  }

  private void run(
      String runtime,
      String program,
      String log,
      GenerationalHeap heap,
      Bound bound,
      Consumer<Owner> keepOne) {
    List<Double> printed =
        HeapTruth.lines("trace-gc/" + log + ".log").stream()
            .map(HEAP_USED::matcher)
            .filter(Matcher::find)
            .map(match -> Double.parseDouble(match.group(1)) * MB)
            .toList();
    List<Long> used = new ArrayList<>();
    used.add(heap.memoryUsage().heapUsed());
    try {
      while (used.size() <= ARRAYS) {
        keepOne.accept(Owner.named("arrays"));
        used.add(heap.memoryUsage().heapUsed());
      }
    } catch (SimulatedOutOfMemoryException expected) {
      // the step at which it comes is what is asked
    }
    int last = used.size() - 1;
    add(runtime, program, "arrays kept", printed.size() - 1L, last, EXACT);
    add(runtime, program, "heapUsed with one", printed.get(1).longValue(), used.get(1), bound);
    long end = printed.get(printed.size() - 1).longValue();
    add(runtime, program, "heapUsed with all", end, used.get(last), bound);
  }

  private void add(
      String runtime, String program, String figure, long real, long simulated, Bound bound) {
    cells.add(new ErrorCell(runtime, program, figure, real, simulated, bound));
  }
}
