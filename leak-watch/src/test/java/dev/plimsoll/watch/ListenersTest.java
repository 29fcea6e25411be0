package dev.plimsoll.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.alert.AlertSink;
import dev.plimsoll.retention.Bound;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.RetentionLedger;
import dev.plimsoll.watch.WatchEvent.Collected;
import dev.plimsoll.watch.WatchEvent.OverBound;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A listener, a sink or a container that throws or blocks costs only itself: the real watch. */
@Timeout(60)
class ListenersTest {

  private final RetentionLedger ledger = RetentionLedger.create();
  private final Owner orders = Owner.named("orders", Bound.bytes(10));
  private final CountDownLatch never = new CountDownLatch(1);
  private final CountDownLatch overBound = new CountDownLatch(1);

  @AfterEach
  void let_the_blocked_go() {
    never.countDown();
  }

  @Test
  void one_that_throws_hears_the_next_event_and_so_do_the_others() throws InterruptedException {
    try (LeakWatch watch = start(alert -> {})) {
      CountDownLatch called = new CountDownLatch(2);
      watch.onEvent(
          event -> {
            called.countDown();
            throw new AssertionError("a listener that always fails");
          });
      hearOverBound(watch);
      System.gc();
      ledger.retained(orders, 1, 100);
      called.await();
      overBound.await();
    }
  }

  @Test
  void one_that_blocks_keeps_no_event_from_the_others() throws InterruptedException {
    try (LeakWatch watch = start(alert -> {})) {
      CountDownLatch blocked = new CountDownLatch(1);
      watch.onEvent(event -> block(blocked));
      System.gc();
      blocked.await();
      hearOverBound(watch);
      ledger.retained(orders, 1, 100);
      overBound.await();
    }
  }

  @Test
  void a_sink_for_alerts_that_blocks_keeps_no_event_from_listeners() throws InterruptedException {
    CountDownLatch blocked = new CountDownLatch(1);
    try (LeakWatch watch = start(alert -> block(blocked))) {
      ledger.retained(Owner.named("first", Bound.bytes(1)), 1, 100);
      blocked.await();
      hearOverBound(watch);
      ledger.retained(orders, 1, 100);
      overBound.await();
    }
  }

  @Test
  void a_container_whose_size_throws_is_left_out_and_the_watch_goes_on()
      throws InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    ledger.watch(
        Owner.named("broken"),
        () -> {
          asked.incrementAndGet();
          throw new IllegalStateException("closed");
        },
        () -> 0);
    try (LeakWatch watch = start(alert -> {})) {
      hearOverBound(watch);
      ledger.retained(orders, 1, 100);
      overBound.await();
    }
    assertThat(asked).hasPositiveValue();
  }

  @Test
  void the_watch_goes_on_when_memory_runs_out_and_even_its_log_fails() throws InterruptedException {
    Logger logger = Logger.getLogger(StepLog.class.getName());
    Handler failing =
        new StreamHandler() {
          @Override
          public synchronized void publish(LogRecord line) {
            throw new OutOfMemoryError("for the log, too");
          }
        };
    AtomicInteger asked = new AtomicInteger();
    ledger.watch(
        Owner.named("large"),
        () -> {
          if (asked.getAndIncrement() < 3) {
            throw new OutOfMemoryError("on the watch's thread");
          }
          return 0;
        },
        () -> 0);
    logger.addHandler(failing);
    try (LeakWatch watch = start(alert -> {})) {
      hearOverBound(watch);
      ledger.retained(orders, 1, 100);
      overBound.await();
    } finally {
      logger.removeHandler(failing);
    }
    assertThat(asked).hasValueGreaterThan(3);
  }

  @Test
  void events_come_on_a_thread_of_the_listeners_own() throws InterruptedException {
    AtomicReference<Thread> thread = new AtomicReference<>();
    CountDownLatch collected = new CountDownLatch(1);
    try (LeakWatch watch = start(alert -> {})) {
      watch.onEvent(
          event -> {
            if (event instanceof Collected) {
              thread.set(Thread.currentThread());
              collected.countDown();
            }
          });
      System.gc();
      collected.await();
    }
    assertThat(thread.get().getName()).isEqualTo("plimsoll-leak-watch-listener");
    assertThat(thread.get().isDaemon()).isTrue();
  }

  @Test
  void closing_ends_every_thread_even_one_that_a_listener_blocks() throws InterruptedException {
    CountDownLatch blocked = new CountDownLatch(1);
    AtomicReference<Thread> thread = new AtomicReference<>();
    LeakWatch watch = start(alert -> {});
    watch.onEvent(
        event -> {
          thread.set(Thread.currentThread());
          block(blocked);
        });
    System.gc();
    blocked.await();
    watch.close();
    thread.get().join(TimeUnit.SECONDS.toMillis(30));
    assertThat(thread.get().isAlive()).isFalse();
  }

  private LeakWatch start(AlertSink alerts) {
    return LeakWatch.start(
        ledger,
        LeakWatchConfig.defaults().withSampleEvery(Duration.ofMillis(5)).withAlerts(alerts));
  }

  private void hearOverBound(LeakWatch watch) {
    watch.onEvent(
        event -> {
          if (event instanceof OverBound over && over.owner() == orders) {
            overBound.countDown();
          }
        });
  }

  private void block(CountDownLatch blocked) {
    blocked.countDown();
    try {
      never.await();
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }
}
