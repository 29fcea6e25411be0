package dev.plimsoll.examples;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.GenerationalHeap;
import dev.plimsoll.simulator.HeapConfig;
import dev.plimsoll.simulator.HeapScope;
import dev.plimsoll.simulator.view.HeapMap;
import dev.plimsoll.simulator.view.StepView;
import java.util.ArrayList;
import java.util.List;

/**
 * One collection at a time, object by object: what a cache still holds is copied, what has survived
 * before is promoted, request garbage is freed; and where it all lies.
 */
public final class Example12OneCollectionStepByStep {

  private static final int ENTRIES = 6;
  private static final int SEMI_SPACE = 1 << 20;
  private static final int SHOWN = 4;

  private Example12OneCollectionStepByStep() {}

  /**
   * Prints three collections and the map before and after them.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    lines().forEach(System.out::println);
  }

  static List<String> lines() {
    GenerationalHeap heap =
        GenerationalHeap.of(
            HeapConfig.v8_11_3().withBaseObjects(false).withMaxSemiSpaceSize(SEMI_SPACE));
    Owner cache = Owner.named("cache");
    Owner requests = Owner.named("requests");
    int table = heap.allocate(cache, 16 + 8 * ENTRIES, ENTRIES);
    heap.addRoot(table);

    List<String> lines = new ArrayList<>();
    lines.add("A FIFO cache of " + ENTRIES + " entries of 9 KB, 8 requests, each with garbage:");
    answer(heap, cache, requests, table, 0, 8);
    lines.addAll(HeapMap.lines(heap));
    lines.add("");
    lines.addAll(StepView.lines(heap.stepYoung(), SHOWN));
    lines.add("");
    lines.add("4 more requests replace 4 entries; the other 2 survive for the second time:");
    answer(heap, cache, requests, table, 8, 12);
    lines.addAll(StepView.lines(heap.stepYoung(), SHOWN));
    lines.add("");
    lines.add("12 more replace all; the 2 that were promoted lie dead in old space:");
    answer(heap, cache, requests, table, 12, 24);
    heap.collectYoung();
    lines.addAll(HeapMap.lines(heap));
    lines.add("");
    lines.add("Only a full collection frees them:");
    lines.addAll(StepView.lines(heap.stepFully(), SHOWN));
    return lines;
  }

  @SuppressWarnings("try") // The scope keeps what is not stored yet; nothing is asked of it.
  private static void answer(
      GenerationalHeap heap, Owner cache, Owner requests, int table, int from, int to) {
    for (int i = from; i < to; i++) {
      try (HeapScope scope = heap.openScope()) {
        heap.allocate(requests, 12_000, 0);
        heap.store(table, i % ENTRIES, heap.allocate(cache, 9_000, 0));
      }
    }
  }
}
