package dev.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.plimsoll.retention.RetentionBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Refreshes, and what Caffeine does by itself: where it runs, and that the books stay right. */
class ModuleCacheHousekeepingTest {

  private final AtomicLong nanos = new AtomicLong();

  private ModuleCacheBuilder<String, String> builder() {
    return ModuleCache.<String, String>builder("housekeeping of " + this, "cache")
        .limit(100)
        .ticker(nanos::get);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void an_old_value_is_reloaded_when_it_is_read() {
    ModuleCache<String, String> cache =
        builder()
            .refreshAfterWrite(Duration.ofSeconds(10), key -> key + " at " + nanos.get())
            .build();
    cache.put("a", "put");
    pass(Duration.ofSeconds(11));
    cache.get("a");
    assertThat(cache.get("a")).isEqualTo("a at 11000000000");
  }

  @Test
  void a_refresh_may_read_other_keys_that_are_to_be_refreshed() {
    List<ModuleCache<String, String>> self = new ArrayList<>();
    ModuleCache<String, String> cache =
        builder()
            .refreshAfterWrite(
                Duration.ofSeconds(10),
                // "BB" has the hash code of "Aa": were they loaded in a bin, it would be one.
                key -> key.equals("Aa") ? "Aa of " + self.get(0).get("BB") : "BB anew")
            .build();
    self.add(cache);
    cache.put("Aa", "old");
    cache.put("BB", "old");
    pass(Duration.ofSeconds(11));
    assertThat(cache.get("Aa")).isEqualTo("old");
    assertThat(cache.get("Aa")).isEqualTo("Aa of old");
    assertThat(cache.get("BB")).isEqualTo("BB anew");
  }

  @Test
  void a_refresh_holds_up_nobody_else() {
    List<ModuleCache<String, String>> self = new ArrayList<>();
    ModuleCache<String, String> cache =
        builder()
            .refreshAfterWrite(
                Duration.ofSeconds(10),
                key -> {
                  if (key.equals("Aa")) {
                    CompletableFuture.runAsync(
                            () -> {
                              self.get(0).get("BB");
                              self.get(0).put("BB", "put");
                              self.get(0).get("Aa");
                            })
                        .join();
                  }
                  return key + " anew";
                })
            .build();
    self.add(cache);
    cache.put("Aa", "old");
    cache.put("BB", "old");
    pass(Duration.ofSeconds(11));
    assertTimeoutPreemptively(Duration.ofSeconds(30), () -> cache.get("Aa"));
    assertThat(cache.get("Aa")).isEqualTo("Aa anew");
    assertThat(cache.get("BB")).isEqualTo("put");
  }

  @Test
  void a_value_put_or_removed_during_a_refresh_is_not_replaced_by_a_stale_one() {
    List<ModuleCache<String, String>> self = new ArrayList<>();
    Accounts accounts = new Accounts();
    ModuleCache<String, String> cache =
        builder()
            .retention(accounts)
            .refreshAfterWrite(
                Duration.ofSeconds(10),
                key -> {
                  if (key.equals("put")) {
                    self.get(0).put(key, "fresh");
                  } else {
                    self.get(0).remove(key);
                  }
                  return "stale";
                })
            .build();
    self.add(cache);
    cache.put("put", "old");
    cache.put("removed", "old");
    pass(Duration.ofSeconds(11));
    cache.get("put");
    cache.get("removed");
    assertThat(cache.get("put")).isEqualTo("fresh");
    assertThat(cache.get("removed")).isNull();
    assertThat(accounts.held).hasSize(1);
    assertThat(accounts.faults).isEmpty();
  }

  @Test
  void a_refresh_that_fails_keeps_the_old_value_and_the_books() {
    Accounts accounts = new Accounts();
    ModuleCache<String, String> cache =
        builder()
            .retention(accounts)
            .refreshAfterWrite(
                Duration.ofSeconds(10),
                key -> {
                  throw new IllegalStateException("database");
                })
            .build();
    cache.put("a", "put");
    pass(Duration.ofSeconds(11));
    assertThat(cache.get("a")).isEqualTo("put");
    assertThat(cache.get("a")).isEqualTo("put");
    assertThat(accounts.held).hasSize(1);
    assertThat(accounts.faults).isEmpty();
  }

  @Test
  void housekeeping_runs_where_it_is_told_to() {
    List<Runnable> tasks = new ArrayList<>();
    List<RemovalCause> causes = new ArrayList<>();
    ModuleCache<String, String> cache =
        builder()
            .executor(tasks::add)
            .removalListener((key, value, cause) -> causes.add(cause))
            .build();
    cache.put("a", "1");
    cache.put("a", "2");
    tasks.forEach(Runnable::run);
    assertThat(tasks).isNotEmpty();
    assertThat(causes).containsExactly(RemovalCause.REPLACED);
  }

  @Test
  void a_budget_takes_no_more_than_it_needs_wherever_housekeeping_runs() {
    List<Runnable> tasks = new ArrayList<>();
    RetentionBudget budget = RetentionBudget.ofBytes(100);
    ModuleCache<String, String> cache =
        builder().executor(tasks::add).footprint(String::length).budget(budget, 1).build();
    for (int i = 0; i < 10; i++) {
      cache.put("key" + i, "0123456789");
    }
    cache.put("one more", "0123456789");
    assertThat(cache.entries()).isEqualTo(10);
    assertThat(budget.usedBytes()).isEqualTo(100);
    assertThat(budget.shedBytes()).isEqualTo(10);
  }

  @Test
  void a_scheduler_lets_expired_entries_go_and_tells_so_without_another_operation() {
    ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
    Accounts accounts = new Accounts();
    List<RemovalCause> causes = new ArrayList<>();
    try {
      ModuleCache<String, String> cache =
          builder()
              .expireAfterWrite(Duration.ofSeconds(10))
              .scheduler(scheduler)
              .retention(accounts)
              .removalListener((key, value, cause) -> causes.add(cause))
              .build();
      cache.put("a", "1");
      pass(Duration.ofMinutes(1));
      scheduler.getQueue().iterator().next().run();
      assertThat(causes).containsExactly(RemovalCause.EXPIRED);
      assertThat(accounts.held).isEmpty();
    } finally {
      scheduler.shutdownNow();
    }
  }

  @Test
  void a_refresh_that_its_executor_rejects_keeps_the_old_value() {
    ModuleCache<String, String> cache =
        builder()
            .executor(
                task -> {
                  throw new RejectedExecutionException("busy");
                })
            .refreshAfterWrite(Duration.ofSeconds(10), key -> "anew")
            .build();
    cache.put("a", "old");
    pass(Duration.ofSeconds(11));
    assertThat(cache.get("a")).isEqualTo("old");
    assertThat(cache.get("a")).isEqualTo("old");
  }
}
