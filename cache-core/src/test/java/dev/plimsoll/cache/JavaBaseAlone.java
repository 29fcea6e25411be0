package dev.plimsoll.cache;

import dev.plimsoll.retention.RetentionBudget;
import dev.plimsoll.retention.RetentionLedger;

/**
 * What {@link SmallestJvmTest} runs: each kind of cache, and whatever of it Flight Recorder sees.
 */
final class JavaBaseAlone {

  private JavaBaseAlone() {}

  public static void main(String[] arguments) {
    RetentionLedger ledger = RetentionLedger.create();
    RetentionBudget budget = RetentionBudget.ofBytes(10);
    System.out.println("modules: " + ModuleLayer.boot().modules().size());
    System.out.println("half: " + RetentionBudget.ofHeapFraction(0.5).limitBytes());
    LimitableMap<String, String> map =
        LimitableMap.<String, String>builder()
            .limit(3)
            .footprint(value -> 10)
            .retention(ledger)
            .budget(budget, 1)
            .build();
    ModuleCache<String, String> cache =
        ModuleCache.<String, String>builder(JavaBaseAlone.class, "cache")
            .limit(3)
            .footprint(String::length)
            .retention(ledger)
            .build();
    map.computeIfAbsent("a", key -> "1");
    map.put("b", "2");
    System.out.println("shed: " + map.keySet() + ", " + budget.shedBytes());
    System.out.println("evicted: " + map.evict(1));
    map.put("c", "3");
    System.out.println("loaded: " + cache.get("a", key -> "loaded") + ", " + ledger.totalBytes());
    System.out.println("shed: " + cache.shed(1));
    cache.put("b", "2");
    map.clear();
    CacheRegistry.clearAll(JavaBaseAlone.class);
    System.out.println("left: " + map.size() + ", " + cache.entries() + ", " + ledger.totalBytes());
  }
}
