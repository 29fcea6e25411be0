package dev.plimsoll.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RetentionAllocationTest {

  private static final int PAIRS = 200_000;
  private static final int HELD = 1_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Owner owner = Owner.named("owner");

  static RetentionListener[] listeners() {
    return new RetentionListener[] {
      RetentionListener.none(),
      RetentionLedger.create(),
      RetentionListeners.of(RetentionLedger.create(), RetentionLedger.create()),
      BatchedRetention.over(RetentionLedger.create())
    };
  }

  @ParameterizedTest
  @MethodSource("listeners")
  void a_pair_allocates_less_than_two_bytes_on_average(RetentionListener listener) {
    report(listener, 0);
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    report(listener, PAIRS);
    long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;

    // Age bounds, 0.5 KB for each 1,024 ids; two ledgers keep two of them.
    assertThat(allocated).isLessThan(2L * PAIRS);
  }

  private void report(RetentionListener listener, long firstId) {
    for (long id = firstId; id < firstId + PAIRS; id++) {
      listener.retained(owner, id, 100);
      if (id >= HELD) {
        listener.released(owner, id - HELD, 100, ReleaseCause.EVICTED);
      }
    }
  }
}
