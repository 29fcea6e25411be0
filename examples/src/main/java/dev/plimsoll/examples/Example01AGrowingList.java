package dev.plimsoll.examples;

import dev.plimsoll.examples.print.Amount;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.GenerationalHeap;
import dev.plimsoll.simulator.HeapConfig;
import dev.plimsoll.simulator.HeapTotals;
import dev.plimsoll.simulator.TraceFormat;
import dev.plimsoll.simulator.js.JsHeap;
import dev.plimsoll.simulator.js.JsLayout;
import dev.plimsoll.simulator.js.JsList;
import java.util.ArrayList;
import java.util.List;

/**
 * A list that only grows, under {@code --trace_gc}: scavenges find everything alive, copy it,
 * promote it, and free nothing.
 */
public final class Example01AGrowingList {

  private static final int ARRAYS = 1_000_000;
  private static final int SLOTS = 100;
  private static final int LINES_SHOWN = 3;

  private final GenerationalHeap heap = GenerationalHeap.of(HeapConfig.v8_6_2());
  private final List<String> trace = new ArrayList<>();

  Example01AGrowingList() {
    heap.subscribe(
        event -> {
          String line = TraceFormat.V8_6_2.print(event);
          if (!line.isEmpty()) {
            trace.add(line);
          }
        });
  }

  /**
   * Prints the first and the last lines of the trace, and the heap at the end.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    Example01AGrowingList example = new Example01AGrowingList();
    example.run();
    example.print();
  }

  /** Runs the program; afterwards the heap and the trace tell what happened. */
  void run() {
    JsHeap script = JsHeap.of(heap, JsLayout.v8_6_2(), Owner.named("list"));
    try (JsList list = script.newList()) {
      for (int i = 0; i < ARRAYS; i++) {
        list.push(script.newArray(SLOTS));
      }
    }
  }

  HeapTotals totals() {
    return heap.totals();
  }

  long heapUsed() {
    return heap.memoryUsage().heapUsed();
  }

  List<String> trace() {
    return List.copyOf(trace);
  }

  private void print() {
    System.out.println("1,000,000 times list.push(new Array(100)), on a heap like Node 8's:");
    trace.subList(0, LINES_SHOWN).forEach(System.out::println);
    System.out.println("...");
    trace.subList(trace.size() - LINES_SHOWN, trace.size()).forEach(System.out::println);
    System.out.printf(
        "%s of %s MB allocated were promoted by scavenges: %d of them, and %d full collections.%n",
        Amount.megabytes(totals().promotedBytes()),
        Amount.megabytes(totals().allocatedBytes()),
        totals().scavenges(),
        totals().fullCollections());
    System.out.printf(
        "heapUsed %s MB, heapTotal %s MB: nothing was freed, for the list holds it all.%n",
        Amount.megabytes(heapUsed()), Amount.megabytes(heap.memoryUsage().heapTotal()));
  }
}
