package dev.plimsoll.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class QueueMonitorTest {

  private final FakeTime time = new FakeTime();
  private final List<Alarm> alarms = new ArrayList<>();

  private MonitorOptions fake(MonitorOptions options) {
    return options.ticker(time).scheduler(time).listenerExecutor(Runnable::run);
  }

  private List<String> told() {
    return alarms.stream().map(a -> a.kind() + " " + a.phase()).toList();
  }

  @Test
  void raises_and_clears_for_a_queue_that_is_not_ours() {
    BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(10);
    try (QueueMonitor monitor = QueueMonitor.watch("jobs", queue, this::fake)) {
      monitor.onAlarm(alarms::add);
      for (int i = 0; i < 8; i++) {
        queue.add(i);
      }
      time.advance(Duration.ofSeconds(1));
      assertThat(told()).containsExactly("HIGH_WATERMARK RAISED");
      assertThat(alarms.get(0).snapshot().capacity()).isEqualTo(10);
      queue.clear();
      time.advance(Duration.ofSeconds(1));
      assertThat(told()).containsExactly("HIGH_WATERMARK RAISED", "HIGH_WATERMARK CLEARED");
    }
  }

  @Test
  void watches_any_depth_and_survives_one_that_throws() {
    AtomicLong length = new AtomicLong(-1);
    try (QueueMonitor monitor =
        QueueMonitor.watch(
            "redis list", length::get, o -> fake(o).watermarks(Watermarks.ofCount(1_000, 100)))) {
      monitor.onAlarm(alarms::add);
      time.advance(Duration.ofSeconds(1));
      length.set(5_000);
      time.advance(Duration.ofSeconds(1));
      assertThat(told()).containsExactly("HIGH_WATERMARK RAISED");
      assertThat(alarms.get(0).snapshot().queued()).isEqualTo(5_000);
    }
  }

  @Test
  void sees_a_stalled_consumer_and_not_one_that_keeps_the_depth_level() {
    BlockingQueue<Object> queue = new LinkedBlockingQueue<>(100);
    AlarmPolicy policy = AlarmPolicy.defaults().withLongestStall(Duration.ofSeconds(5));
    try (QueueMonitor monitor = QueueMonitor.watch("jobs", queue, o -> fake(o).alarms(policy))) {
      monitor.onAlarm(alarms::add);
      queue.add(new Object());
      queue.add(new Object());
      for (int i = 0; i < 20; i++) {
        queue.remove();
        queue.add(new Object());
        time.advance(Duration.ofSeconds(1));
      }
      assertThat(alarms).isEmpty();
      time.advance(Duration.ofSeconds(10));
      assertThat(told()).containsExactly("STALLED_CONSUMER RAISED");
    }
  }

  @Test
  void counts_what_a_pool_has_begun() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(4));
    try (QueueMonitor monitor = QueueMonitor.watch("pool", pool, this::fake)) {
      monitor.onAlarm(alarms::add);
      CountDownLatch begun = new CountDownLatch(1);
      pool.execute(begun::countDown);
      begun.await();
      for (int i = 0; i < 5; i++) {
        pool.execute(
            () -> {
              try {
                gate.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
        while (i == 0 && pool.getCompletedTaskCount() + pool.getActiveCount() < 2) {
          Thread.onSpinWait();
        }
      }
      time.advance(Duration.ofSeconds(1));
      assertThat(told()).containsExactly("HIGH_WATERMARK RAISED");
      assertThat(monitor.snapshot().taken()).isEqualTo(2);
    } finally {
      gate.countDown();
      pool.shutdown();
    }
  }

  @Test
  void closing_ends_the_sampling() {
    QueueMonitor monitor = QueueMonitor.watch("jobs", new ArrayBlockingQueue<>(1), this::fake);
    monitor.close();
    assertThat(time.scheduled()).isZero();
  }
}
