package dev.plimsoll.benchmarks.external;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Lets candidates take turns within every thread, and compares the medians of their blocks. */
final class Alternation {

  /** One operation of a candidate. */
  @FunctionalInterface
  interface Operation {
    void run(int i) throws Exception;
  }

  private static final int WARM_ROUNDS = 40;

  private final Map<String, Operation> candidates = new LinkedHashMap<>();
  private final int rounds;
  private final int block;

  Alternation(int rounds, int block) {
    this.rounds = rounds;
    this.block = block;
  }

  /** Adds a candidate; the first is what the others are compared with. */
  Alternation with(String name, Operation operation) {
    candidates.put(name, operation);
    return this;
  }

  /** Runs all, and prints a line for each. */
  void run(String title, int threads) throws InterruptedException {
    Map<String, List<Double>> times = new LinkedHashMap<>();
    candidates.keySet().forEach(name -> times.put(name, new ArrayList<>()));
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> all = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      Thread thread = new Thread(() -> measure(start, times));
      thread.start();
      all.add(thread);
    }
    start.countDown();
    for (Thread thread : all) {
      thread.join();
    }
    print(title, threads, times);
  }

  private void measure(CountDownLatch start, Map<String, List<Double>> times) {
    try {
      start.await();
      for (int round = 0; round < WARM_ROUNDS + rounds; round++) {
        for (Map.Entry<String, Operation> candidate : candidates.entrySet()) {
          double nanos = block(candidate.getValue(), round);
          if (round >= WARM_ROUNDS) {
            synchronized (times) {
              times.computeIfAbsent(candidate.getKey(), none -> new ArrayList<>()).add(nanos);
            }
          }
        }
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private double block(Operation operation, int round) throws Exception {
    long start = System.nanoTime();
    for (int i = 0; i < block; i++) {
      operation.run(round * block + i);
    }
    return (double) (System.nanoTime() - start) / block;
  }

  private static void print(String title, int threads, Map<String, List<Double>> times) {
    double first = 0;
    for (Map.Entry<String, List<Double>> candidate : times.entrySet()) {
      double median = median(candidate.getValue());
      first = first == 0 ? median : first;
      System.out.printf(
          "%-16s %d threads  %-28s %10.0f ns/op   %.2fx%n",
          title, threads, candidate.getKey(), median, first / median);
    }
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
