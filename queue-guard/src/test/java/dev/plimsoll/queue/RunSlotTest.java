package dev.plimsoll.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A watcher that interrupts whatever it can, against a thread that goes from run to run. */
@Tag("concurrency")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RunSlotTest {

  private static final int RUNS = 200_000;

  private final RunSlot slot = new RunSlot();
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicLong claimed = new AtomicLong();

  private void watchEveryRunAsIfItWereOverdue() {
    while (!over.get()) {
      if (slot.watch(1, 0, "mail") == RunSlot.Finding.TIMED_OUT) {
        claimed.incrementAndGet();
      }
    }
  }

  @Test
  void an_interrupt_never_arrives_once_its_run_has_ended() throws Exception {
    Thread watcher = new Thread(this::watchEveryRunAsIfItWereOverdue, "watcher");
    watcher.setDaemon(true);
    watcher.start();
    int late = 0;
    for (int run = 0; run < RUNS || claimed.get() == 0; run++) {
      slot.begin(() -> {}, 0);
      for (int work = run % 64; work > 0; work--) {
        Thread.onSpinWait();
      }
      slot.end();
      Thread.interrupted();
      for (int pause = 0; pause < 16; pause++) {
        Thread.onSpinWait();
      }
      late += Thread.interrupted() ? 1 : 0;
    }
    over.set(true);
    watcher.join();
    assertThat(late).isZero();
    assertThat(claimed).hasPositiveValue();
  }
}
