package dev.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.stream.IntStream;
import javax.management.ObjectName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("no-agent")
class IterationAllocationTest {

  private static final int ENTRIES = 100_000;

  private final LimitableMap<Integer, Integer> map = new LimitableMap<>(ENTRIES);

  @Test
  void an_iteration_copies_nothing() throws Exception {
    IntStream.range(0, ENTRIES).forEach(key -> map.put(key, key));
    long sum = sumOfKeys();
    long before = allocated();
    assertThat(sumOfKeys()).isEqualTo(sum);
    // A copy of the references alone would take 400 KB.
    assertThat(allocated() - before).isLessThan(40_000);
  }

  private long sumOfKeys() {
    long sum = 0;
    for (Integer key : map.keySet()) {
      sum += key;
    }
    return sum;
  }

  private static long allocated() throws Exception {
    return (long)
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("java.lang:type=Threading"),
                "getThreadAllocatedBytes",
                new Object[] {Thread.currentThread().getId()},
                new String[] {long.class.getName()});
  }
}
