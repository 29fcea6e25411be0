package dev.plimsoll.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionBudget;
import dev.plimsoll.retention.RetentionLedger;
import dev.plimsoll.retention.RetentionListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is told of elements that wait in a file: they are not in memory until they come back. */
@Tag("concurrency")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SpillRetentionTest {

  @TempDir private Path directory;

  private GuardedQueueBuilder<String> spilling(int capacity) {
    return GuardedQueue.<String>named("orders")
        .capacity(capacity)
        .weigher(String::length)
        .rejection(
            RejectionPolicy.spillTo(
                directory.resolve("spill"),
                1_000_000,
                s -> s.getBytes(UTF_8),
                bytes -> new String(bytes, UTF_8)));
  }

  /** Asks the queue from another thread whenever something is told: it must get an answer. */
  private static final class Asking implements RetentionListener {
    private final List<String> heard = new ArrayList<>();
    private GuardedQueue<String> queue;

    private void hear(String what) {
      int size = queue == null ? 0 : CompletableFuture.supplyAsync(queue::size).join();
      heard.add(what + ", " + size + " wait");
    }

    @Override
    public void retained(Owner owner, long id, long bytes) {
      hear("+" + id);
    }

    @Override
    public void released(Owner owner, long id, long bytes, ReleaseCause cause) {
      hear("-" + id + " " + cause);
    }
  }

  @Test
  void an_element_that_comes_back_is_told_of_with_no_lock_held() {
    Asking asking = new Asking();
    try (GuardedQueue<String> queue = spilling(1).retention(asking).build()) {
      asking.queue = queue;
      queue.addAll(List.of("a", "b"));
      assertThat(queue.poll()).isEqualTo("a");
      assertThat(queue.poll()).isEqualTo("b");
    }
    assertThat(asking.heard)
        .containsExactly(
            "+1, 0 wait",
            "+2, 1 wait",
            "-2 EVICTED, 1 wait",
            "-1 DRAINED, 1 wait",
            "+3, 1 wait",
            "-3 DRAINED, 0 wait");
  }

  @Test
  void what_an_earlier_run_left_is_told_of_as_soon_as_it_is_in_memory() throws Exception {
    Path file = directory.resolve("spill");
    Path crashed = directory.resolve("crashed");
    try (GuardedQueue<String> earlier = spilling(1).build()) {
      earlier.addAll(List.of("lost with the heap", "four", "last"));
      Files.copy(file, crashed);
    }
    Files.copy(crashed, file);
    RetentionLedger ledger = RetentionLedger.create();
    RetentionBudget budget = RetentionBudget.ofBytes(100);
    try (GuardedQueue<String> queue = spilling(1).retention(ledger).budget(budget).build()) {
      assertThat(ledger.totalBytes()).isEqualTo(4);
      assertThat(budget.usedBytes()).isEqualTo(4);
      assertThat(queue.poll()).isEqualTo("four");
      assertThat(ledger.totalBytes()).isEqualTo(4);
      assertThat(queue.poll()).isEqualTo("last");
    }
    assertThat(ledger.totalBytes()).isZero();
    assertThat(budget.usedBytes()).isZero();
  }

  @Test
  void nobody_is_heard_to_leave_before_it_came_though_many_take() throws Exception {
    Set<Long> here = ConcurrentHashMap.newKeySet();
    Queue<String> trouble = new ConcurrentLinkedQueue<>();
    RetentionBudget budget = RetentionBudget.ofBytes(1_000_000);
    GuardedQueue<String> queue =
        spilling(2)
            .budget(budget)
            .retention(
                new RetentionListener() {
                  @Override
                  public void retained(Owner owner, long id, long bytes) {
                    if (!here.add(id)) {
                      trouble.add(id + " came twice");
                    }
                  }

                  @Override
                  public void released(Owner owner, long id, long bytes, ReleaseCause cause) {
                    if (!here.remove(id)) {
                      trouble.add(id + " left before it came");
                    }
                  }
                })
            .build();
    int offers = 3_000;
    AtomicInteger taken = new AtomicInteger();
    List<CompletableFuture<Void>> consumers = new ArrayList<>();
    DaemonThreads threads = new DaemonThreads("test");
    for (int i = 0; i < 3; i++) {
      CompletableFuture<Void> consumer = new CompletableFuture<>();
      consumers.add(consumer);
      threads
          .newThread(
              () -> {
                while (taken.get() < offers) {
                  if (queue.poll() != null) {
                    taken.incrementAndGet();
                  }
                }
                consumer.complete(null);
              })
          .start();
    }
    for (int i = 0; i < offers; i++) {
      assertThat(queue.offer("order " + i)).isTrue();
    }
    consumers.forEach(CompletableFuture::join);
    queue.close(Duration.ZERO);
    assertThat(trouble).isEmpty();
    assertThat(here).isEmpty();
    assertThat(budget.usedBytes()).isZero();
  }
}
