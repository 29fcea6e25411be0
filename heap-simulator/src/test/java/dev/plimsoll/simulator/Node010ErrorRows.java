package dev.plimsoll.simulator;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.ErrorCell.Bound;
import dev.plimsoll.simulator.js.JsHeap;
import dev.plimsoll.simulator.js.JsLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sets V8 3.14 against the logs of Node 0.10.48: LS1 as far as its log goes, which was cut after
 * 400 lines, and to its end by a CSV of the same binary; LS3.
 */
final class Node010ErrorRows {

  private static final String RUNTIME = "V8 3.14";
  private static final double MB = 1 << 20;
  private static final int MI = 1 << 20;
  private static final Bound TENTH = Bound.percent(10);
  private static final Bound EXACT = Bound.within(0);
  private static final Pattern USED_AFTER = Pattern.compile("-> ([0-9.]+) \\(");
  private static final Pattern HEAP_USED = Pattern.compile("heapUsed ([0-9.]+) MB");

  private final List<ErrorCell> cells = new ArrayList<>();

  static List<ErrorCell> measure() {
    Node010ErrorRows rows = new Node010ErrorRows();
    rows.ls1();
    rows.ls3();
    return rows.cells;
  }

  private void ls1() {
    List<String> log = HeapTruth.lines("trace-gc/n0.10.48-ls1-d.log");
    double end = last(USED_AFTER, log) * MB;
    List<HeapEvent.Collection> told = new ArrayList<>();
    GenerationalHeap heap = heap(told);
    JsPrograms.byName().get("ls1").accept(js(heap));
    List<HeapEvent.Collection> logged =
        told.stream().takeWhile(gc -> gc.stats().after().usedBytes() <= end + MB / 20).toList();
    add("ls1 log", "scavenges", count(log, " Scavenge "), scavenges(logged).size(), TENTH);
    long fulls = (long) logged.size() - scavenges(logged).size();
    add("ls1 log", "full collections", count(log, " Mark-sweep "), fulls, Bound.within(1));

    RealRun real = RealRun.ofNode("node0.10", "ls1");
    HeapTotals totals = heap.totals();
    HeapUsage usage = heap.memoryUsage();
    add("ls1", "scavenges", real.scavenges(), totals.scavenges(), TENTH);
    add("ls1", "promoted", real.promoted(), totals.promotedBytes(), TENTH);
    add("ls1", "full collections", real.fullCollections(), totals.fullCollections(), EXACT);
    add("ls1", "allocated a scavenge", real.usualAllocated(), usualAllocated(told), EXACT);
    add("ls1", "heapUsed", real.heapUsed(), usage.heapUsed(), Bound.percent(3));
    add("ls1", "heapTotal", real.heapTotal(), usage.heapTotal(), Bound.percent(3));
  }

  private void ls3() {
    List<String> log = HeapTruth.lines("trace-gc/n0.10.48-ls3-d.log");
    List<HeapEvent.Collection> told = new ArrayList<>();
    JsHeap js = js(heap(told));
    for (int i = 0; i < 15; i++) {
      js.root(js.newArrayBuffer(200L * MI));
    }
    int scavenges = scavenges(told).size();
    add("ls3", "scavenges", count(log, " Scavenge "), scavenges, TENTH);
    long fulls = (long) told.size() - scavenges;
    add("ls3", "full collections", count(log, " Mark-sweep "), fulls, EXACT);
    long used = js.heap().memoryUsage().heapUsed();
    add("ls3", "heapUsed at the end", (long) (last(HEAP_USED, log) * MB), used, TENTH);
  }

  private static GenerationalHeap heap(List<HeapEvent.Collection> told) {
    GenerationalHeap heap = GenerationalHeap.of(HeapConfig.v8_3_14());
    heap.subscribe(
        event -> {
          if (event instanceof HeapEvent.Collection collection) {
            told.add(collection);
          }
        });
    return heap;
  }

  private static JsHeap js(GenerationalHeap heap) {
    return JsHeap.of(heap, JsLayout.v8_3_14(), Owner.named("program"));
  }

  private static List<HeapEvent.Collection> scavenges(List<HeapEvent.Collection> told) {
    return told.stream().filter(HeapEvent.Scavenge.class::isInstance).toList();
  }

  /** What is allocated between two scavenges more often than anything else. */
  private static long usualAllocated(List<HeapEvent.Collection> told) {
    return RealRun.mostFrequent(
        scavenges(told).stream().map(gc -> gc.stats().allocatedBytes()).toList());
  }

  private static long count(List<String> log, String word) {
    return log.stream().filter(line -> line.contains(word)).count();
  }

  private static List<Double> all(Pattern pattern, List<String> log) {
    return log.stream()
        .map(pattern::matcher)
        .filter(Matcher::find)
        .map(match -> Double.parseDouble(match.group(1)))
        .toList();
  }

  private static double last(Pattern pattern, List<String> log) {
    List<Double> found = all(pattern, log);
    return found.get(found.size() - 1);
  }

  private void add(String program, String figure, long real, long simulated, Bound bound) {
    cells.add(new ErrorCell(RUNTIME, program, figure, real, simulated, bound));
  }
}
