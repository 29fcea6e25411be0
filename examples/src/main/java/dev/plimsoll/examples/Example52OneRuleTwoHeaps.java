package dev.plimsoll.examples;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.GenerationalHeap;
import dev.plimsoll.simulator.HeapConfig;
import dev.plimsoll.watch.rule.GrowthRule;
import dev.plimsoll.watch.rule.HeapSample;
import dev.plimsoll.watch.rule.OwnerSample;
import dev.plimsoll.watch.rule.Promise;
import dev.plimsoll.watch.rule.Thresholds;
import dev.plimsoll.watch.rule.Verdict;

/**
 * The watch's rule is arithmetic on samples: here it judges a leak in the simulated heap of Node 8.
 */
public final class Example52OneRuleTwoHeaps {

  private static final long HEAP_BYTES = 1_400L << 20;
  private static final long CHUNK = 1 << 20;
  private static final int CHUNKS_A_SAMPLE = 10;

  private Example52OneRuleTwoHeaps() {}

  /**
   * Prints each change of the verdict.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    GenerationalHeap heap = GenerationalHeap.of(HeapConfig.v8_6_2());
    Owner owner = Owner.named("chunks");
    GrowthRule rule = GrowthRule.onBytes(Promise.none(), Thresholds.defaults());
    Verdict.Level told = Verdict.Level.CALM;
    for (int sample = 1; told != Verdict.Level.LEAK; sample++) {
      for (int i = 0; i < CHUNKS_A_SAMPLE; i++) {
        heap.addRoot(heap.allocate(owner, CHUNK, 0));
      }
      long chunks = (long) sample * CHUNKS_A_SAMPLE;
      OwnerSample held =
          OwnerSample.of(
              chunks * CHUNK, chunks + 1, id -> Math.max(0, Math.min(id - 1, chunks)) * CHUNK);
      Verdict verdict = rule.judge(held, new HeapSample(heap.memoryUsage().heapUsed(), HEAP_BYTES));
      if (verdict.level() != told) {
        told = verdict.level();
        System.out.printf(
            "sample %d, %d MB kept: %s, the heap is full in %.0f samples%n",
            sample, chunks, told, verdict.samplesToFull());
      }
    }
  }
}
