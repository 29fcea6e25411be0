package dev.plimsoll.benchmarks.external;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Compares candidates with the first one, each in a run of the two alone: they take turns within
 * every thread, block by block, and a block's time is compared with its neighbour's.
 *
 * <p>Run with {@code -Xms1g -Xmx1g -XX:+AlwaysPreTouch}: the first use of a page of the heap costs
 * a fault, on a virtual machine up to 20 us, which would be counted to whoever allocates more.
 */
final class Alternation {

  /** One operation of a candidate. */
  @FunctionalInterface
  interface Operation {
    void run(int i) throws Exception;
  }

  /** Enough for C2, which begins late on code that waits most of its time. */
  private static final long WARM_UP_NANOS = 4_000_000_000L;

  private final Map<String, Operation> candidates = new LinkedHashMap<>();
  private final int rounds;
  private final int block;

  /**
   * Creates one.
   *
   * @param rounds blocks measured in each thread, after some that are not
   * @param block operations in a block
   */
  Alternation(int rounds, int block) {
    this.rounds = rounds;
    this.block = block;
  }

  /** Adds a candidate; the first is what the others are compared with. */
  Alternation with(String name, Operation operation) {
    candidates.put(name, operation);
    return this;
  }

  /** Runs all, and prints a line for each pair. */
  void run(String title, int threads) throws InterruptedException {
    List<Map.Entry<String, Operation>> all = List.copyOf(candidates.entrySet());
    for (Map.Entry<String, Operation> other : all.subList(1, all.size())) {
      Pair pair = new Pair(all.get(0).getValue(), other.getValue());
      pair.warmUp();
      pair.run(threads);
      System.out.printf(
          "%-8s %d threads  %-26s %8.3f us   %-26s %8.3f us   %6.2fx  [%.2f, %.2f]%n",
          title,
          threads,
          all.get(0).getKey(),
          at(pair.first, 0.5) / 1e3,
          other.getKey(),
          at(pair.second, 0.5) / 1e3,
          at(pair.first, 0.5) / at(pair.second, 0.5),
          at(pair.ratios, 0.25),
          at(pair.ratios, 0.75));
    }
  }

  private static double at(List<Double> values, double part) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted[(int) (part * sorted.length)];
  }

  /** One candidate beside the first. */
  private final class Pair {

    private final Operation one;
    private final Operation other;
    // Guarded by this.
    private final List<Double> first = new ArrayList<>();
    private final List<Double> second = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();

    Pair(Operation one, Operation other) {
      this.one = one;
      this.other = other;
    }

    void warmUp() {
      try {
        long end = System.nanoTime() + WARM_UP_NANOS;
        for (int done = 0; System.nanoTime() < end; done += block) {
          double unused = block(one, done) + block(other, done);
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    void run(int threads) throws InterruptedException {
      CountDownLatch start = new CountDownLatch(1);
      List<Thread> all = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        Thread thread = new Thread(() -> measure(start));
        thread.start();
        all.add(thread);
      }
      start.countDown();
      for (Thread thread : all) {
        thread.join();
      }
    }

    private void measure(CountDownLatch start) {
      try {
        start.await();
        for (int round = -rounds / 10; round < rounds; round++) {
          double a = block(one, (rounds + round) * block);
          double b = block(other, (rounds + round) * block);
          if (round >= 0) {
            add(a, b);
          }
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    private synchronized void add(double a, double b) {
      first.add(a);
      second.add(b);
      ratios.add(a / b);
    }
  }

  private double block(Operation operation, int from) throws Exception {
    long start = System.nanoTime();
    for (int i = 0; i < block; i++) {
      operation.run(from + i);
    }
    return (double) (System.nanoTime() - start) / block;
  }
}
