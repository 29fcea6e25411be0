package dev.plimsoll.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionBudgetTest {

  @TempDir private Path directory;

  private final RetentionBudget budget = RetentionBudget.ofBytes(100);
  private final Owner users = Owner.named("users");
  private final Owner orders = Owner.named("orders");
  private final List<BudgetMembership> kept = new ArrayList<>();

  @Test
  void lets_members_grow_until_the_limit() {
    FifoStore store = new FifoStore(budget, users);
    for (int i = 0; i < 10; i++) {
      store.put(10);
    }
    assertThat(budget.usedBytes()).isEqualTo(100);
    assertThat(budget.shedBytes()).isZero();
  }

  @Test
  void sheds_as_much_as_a_put_over_the_limit_needs() {
    FifoStore store = new FifoStore(budget, users);
    for (int i = 0; i < 13; i++) {
      store.put(10);
    }
    assertThat(store.size()).isEqualTo(10);
    assertThat(budget.shedBytes()).isEqualTo(30);
  }

  @Test
  void sheds_from_the_member_that_exceeds_its_share_the_most() {
    FifoStore big = new FifoStore(budget, users);
    FifoStore small = new FifoStore(budget, orders);
    for (int i = 0; i < 9; i++) {
      big.put(10);
    }
    for (int i = 0; i < 4; i++) {
      small.put(10);
    }
    assertThat(big.usedBytes()).isEqualTo(60);
    assertThat(small.usedBytes()).isEqualTo(40);
  }

  @Test
  void gives_a_member_its_share_by_weight() {
    FifoStore heavy = new FifoStore(budget, users, 3, new AtomicLong());
    FifoStore light = new FifoStore(budget, orders, 1, new AtomicLong());
    for (int i = 0; i < 50; i++) {
      heavy.put(5);
      light.put(5);
    }
    assertThat(heavy.usedBytes()).isEqualTo(75);
    assertThat(light.usedBytes()).isEqualTo(25);
    assertThat(budget.members())
        .containsExactly(
            new RetentionBudget.Member(users, 3, 75, 75),
            new RetentionBudget.Member(orders, 1, 25, 25));
  }

  @Test
  void asks_the_next_member_when_the_first_has_nothing_to_let_go() {
    FifoStore store = storeBesideOneThatSheds(bytes -> 0);

    store.put(10);

    assertThat(store.usedBytes()).isEqualTo(10);
    assertThat(budget.usedBytes()).isEqualTo(70);
    assertThat(budget.overruns()).isZero();
  }

  @Test
  void lets_a_reservation_through_and_counts_it_when_nobody_can_shed() {
    BudgetMembership stubborn = budget.join(users, bytes -> 0);
    stubborn.reserve(100);
    stubborn.reserve(20);

    assertThat(budget.usedBytes()).isEqualTo(120);
    assertThat(budget.overruns()).isEqualTo(1);
  }

  @Test
  void comes_back_under_the_limit_after_an_overrun() {
    AtomicLong refuses = new AtomicLong(1);
    BudgetMembership[] moody = new BudgetMembership[1];
    moody[0] =
        budget.join(
            users,
            bytes -> {
              long freed = refuses.get() == 1 ? 0 : bytes;
              moody[0].release(freed);
              return freed;
            });
    moody[0].reserve(100);
    moody[0].reserve(50);
    assertThat(budget.usedBytes()).isEqualTo(150);

    refuses.set(0);
    moody[0].reserve(1);

    assertThat(budget.usedBytes()).isEqualTo(100);
  }

  @Test
  void goes_on_when_a_member_throws_while_it_sheds() {
    FifoStore store =
        storeBesideOneThatSheds(
            bytes -> {
              throw new IllegalStateException("cannot shed");
            });

    store.put(10);

    assertThat(budget.usedBytes()).isEqualTo(70);
  }

  @Test
  void forgets_the_bytes_of_a_member_that_leaves() {
    FifoStore store = new FifoStore(budget, users);
    store.put(60);
    store.membership().close();
    store.membership().close();
    assertThat(budget.usedBytes()).isZero();

    // The container lives on and may still put and shed; it is nobody's business here.
    store.put(500);
    store.shed(1000);
    assertThat(budget.usedBytes()).isZero();
    assertThat(budget.members()).isEmpty();
  }

  @Test
  void tells_the_flight_recorder_what_was_shed() throws Exception {
    Path file = directory.resolve("shed.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("dev.plimsoll.BudgetShed").withoutThreshold();
      recording.start();
      FifoStore store = new FifoStore(budget, users);
      store.put(90);
      store.put(20);
      recording.stop();
      recording.dump(file);
    }

    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    assertThat(events).hasSize(1);
    assertThat(events.get(0).getString("owner")).isEqualTo("users");
    assertThat(events.get(0).getLong("asked")).isEqualTo(10);
    assertThat(events.get(0).getLong("freed")).isEqualTo(90);
  }

  @Test
  void refuses_an_entry_larger_than_the_whole_budget_and_counts_nothing() {
    FifoStore store = new FifoStore(budget, users);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store.put(101))
        .withMessageContainingAll("bytes=101", "limit=100");
    assertThat(budget.usedBytes()).isZero();
  }

  @Test
  void refuses_unknown_bytes() {
    FifoStore store = new FifoStore(budget, users);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store.put(RetentionListener.UNKNOWN_BYTES))
        .withMessageContainingAll("bytes=-1", "footprint");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
  void refuses_a_fraction_that_is_none(double fraction) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RetentionBudget.ofHeapFraction(fraction))
        .withMessageContaining("fraction=" + fraction);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refuses_a_weight_that_is_none(double weight) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> budget.join(users, bytes -> 0, weight))
        .withMessageContaining("weight=" + weight);
  }

  @Test
  void takes_a_fraction_of_the_largest_heap() {
    assertThat(RetentionBudget.ofHeapFraction(0.5).limitBytes())
        .isEqualTo(Runtime.getRuntime().maxMemory() / 2);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void refuses_a_limit_that_is_none(long bytes) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RetentionBudget.ofBytes(bytes))
        .withMessageContaining("bytes=" + bytes);
  }

  @Test
  void refuses_nulls_by_name() {
    assertThatNullPointerException()
        .isThrownBy(() -> budget.join(null, bytes -> 0))
        .withMessage("owner");
    assertThatNullPointerException()
        .isThrownBy(() -> budget.join(users, null))
        .withMessage("sheddable");
    assertThat(budget.members()).isEmpty();
  }

  /** Both are over their shares of 10; the other one, with 60 bytes, by more. */
  private FifoStore storeBesideOneThatSheds(Sheddable other) {
    kept.add(budget.join(Owner.named("idle"), bytes -> 0, 8));
    BudgetMembership fattest = budget.join(users, other);
    kept.add(fattest);
    FifoStore store = new FifoStore(budget, orders);
    store.put(40);
    fattest.reserve(60);
    return store;
  }
}
