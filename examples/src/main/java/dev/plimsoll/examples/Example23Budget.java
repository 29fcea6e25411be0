package dev.plimsoll.examples;

import dev.plimsoll.cache.LimitableMap;
import dev.plimsoll.retention.Footprints;
import dev.plimsoll.retention.RetentionBudget;
import java.util.ArrayList;
import java.util.List;

/**
 * One bound in bytes over several caches: four threads flood them, and the sum stays within the
 * budget and what is in flight. A cache under its share keeps what it has.
 */
public final class Example23Budget {

  static final long BUDGET_BYTES = 10_000_000;
  static final int VALUE_BYTES = 10_000;
  private static final int THREADS = 4;
  private static final int PUTS = 20_000;

  private Example23Budget() {}

  /**
   * What the flood led to.
   *
   * @param mostBytes the most that was counted at once, what was in flight included
   * @param quietEntries what the cache under its share still holds
   * @param shedBytes what was shed for the budget
   */
  record Flood(long mostBytes, int quietEntries, long shedBytes) {}

  /**
   * Prints the budget, the most that was used, and who shed.
   *
   * @param arguments none
   * @throws InterruptedException if it is interrupted
   */
  public static void main(String[] arguments) throws InterruptedException {
    Flood flood = flood();
    System.out.printf(
        "4 threads put %,d values of %,d bytes into one of two caches of one budget:%n",
        THREADS * PUTS, VALUE_BYTES);
    System.out.printf("  budget: %,d bytes%n", BUDGET_BYTES);
    System.out.printf(
        "  most used, with the puts in flight: %,d bytes (at most one value a thread more)%n",
        flood.mostBytes());
    System.out.printf("  shed: %,d bytes%n", flood.shedBytes());
    System.out.printf("  the quiet cache still holds its %d entries%n", flood.quietEntries());
  }

  static Flood flood() throws InterruptedException {
    RetentionBudget budget = RetentionBudget.ofBytes(BUDGET_BYTES);
    LimitableMap<Integer, byte[]> quiet = cache("quiet", budget);
    LimitableMap<Integer, byte[]> flooded = cache("flooded", budget);
    for (int key = 0; key < 10; key++) {
      quiet.put(key, new byte[VALUE_BYTES]);
    }
    long[] most = new long[THREADS];
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      threads.add(new Thread(() -> most[thread] = put(flooded, budget, thread), "flood-" + i));
    }
    threads.forEach(Thread::start);
    long mostBytes = 0;
    for (int i = 0; i < THREADS; i++) {
      threads.get(i).join();
      mostBytes = Math.max(mostBytes, most[i]);
    }
    return new Flood(mostBytes, quiet.size(), budget.shedBytes());
  }

  private static long put(LimitableMap<Integer, byte[]> cache, RetentionBudget budget, int thread) {
    long most = 0;
    for (int i = 0; i < PUTS; i++) {
      cache.put(thread * PUTS + i, new byte[VALUE_BYTES]);
      most = Math.max(most, budget.usedBytes());
    }
    return most;
  }

  private static LimitableMap<Integer, byte[]> cache(String name, RetentionBudget budget) {
    return LimitableMap.<Integer, byte[]>builder()
        .name(name)
        .limit(1_000_000)
        .footprint(Footprints.byteArray())
        .budget(budget, 1)
        .build();
  }
}
