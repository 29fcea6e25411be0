package dev.plimsoll.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.RetentionLedger;
import dev.plimsoll.watch.HeapHistogram.ClassCount;
import dev.plimsoll.watch.HeapHistogram.OwnerCount;
import dev.plimsoll.watch.HeapHistogram.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistogramTakerTest {

  private static final String TABLE =
      """
       num     #instances         #bytes  class name (module)
      -------------------------------------------------------
         1:         20000        1600000  [B (java.base@17.0.15)
         2:             3             72  com.shop.Order$Line
      Total         20003        1600072
      """;

  private final List<Scope> asked = new ArrayList<>();
  private long usedBytes = 80_000_000; // 2 million objects of 40 bytes: 226 ms
  private long afterCollectionBytes = 50_000_000;

  private final HistogramTaker taker =
      new HistogramTaker(
          scope -> {
            asked.add(scope);
            return TABLE;
          },
          () -> new HeapLevel(usedBytes, afterCollectionBytes, 100_000_000));

  @Test
  void reads_the_jvms_table() {
    assertThat(taker.take(Scope.LIVE, HistogramTaker.BUDGET).classes())
        .containsExactly(
            new ClassCount("byte[]", 20_000, 1_600_000),
            new ClassCount("com.shop.Order$Line", 3, 72));
    assertThat(asked).containsExactly(Scope.LIVE);
  }

  @Test
  void is_refused_when_the_stop_is_estimated_to_be_longer_than_250_ms() {
    usedBytes = 90_000_000;
    assertThatIllegalStateException()
        .isThrownBy(() -> taker.take(Scope.ALL, HistogramTaker.BUDGET))
        .withMessageContaining("254 ms")
        .withMessageContaining("larger budget");
    assertThat(asked).isEmpty();
  }

  @Test
  void a_larger_budget_is_the_callers_to_give() {
    usedBytes = 90_000_000;
    assertThat(taker.take(Scope.ALL, Duration.ofMillis(300)).instances()).isEqualTo(20_003);
  }

  @Test
  void is_refused_in_a_heap_that_is_nearly_full_whatever_the_budget() {
    afterCollectionBytes = 91_000_000;
    assertThatIllegalStateException()
        .isThrownBy(() -> taker.take(Scope.LIVE, Duration.ofHours(1)))
        .withMessageContaining("91% full");
    assertThat(asked).isEmpty();
  }

  @Test
  void a_jvm_counts_its_own_objects_and_two_counts_show_what_was_added() {
    Duration patient = Duration.ofMinutes(1);
    HeapHistogram before = HeapHistogram.take(Scope.LIVE, patient);
    List<Marker> markers = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      markers.add(new Marker());
    }
    HeapHistogram after = HeapHistogram.take(Scope.LIVE, patient);
    assertThat(HeapDiff.between(before, after).classes())
        .contains(
            new HeapDiff.Change(Marker.class.getName(), markers.size(), 16L * markers.size()));
  }

  @Test
  void owners_stand_beside_the_classes_and_in_the_difference() {
    RetentionLedger ledger = RetentionLedger.create();
    Owner orders = Owner.named("orders");
    ledger.retained(orders, 1, 100);
    HeapHistogram before = taker.take(Scope.LIVE, HistogramTaker.BUDGET).withOwnersOf(ledger);
    ledger.retained(orders, 2, 100);
    HeapHistogram after = taker.take(Scope.LIVE, HistogramTaker.BUDGET).withOwnersOf(ledger);
    assertThat(after.owners()).containsExactly(new OwnerCount("orders", 2, 200));
    assertThat(HeapDiff.between(before, after))
        .isEqualTo(new HeapDiff(List.of(), List.of(new HeapDiff.Change("orders", 1, 100))));
    assertThat(orders.container()).isEmpty();
  }

  private static final class Marker {}
}
