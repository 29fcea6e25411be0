package dev.plimsoll.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.plimsoll.retention.Holding.Quality;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetentionLedgerTest {

  private static final long UNKNOWN = RetentionListener.UNKNOWN_BYTES;

  private final RetentionLedger ledger = RetentionLedger.create();
  private final Owner users = Owner.named("users");
  private final Owner orders = Owner.named("orders");

  @Test
  void counts_what_is_retained_and_not_released() {
    ledger.retained(users, 1, 100);
    ledger.retained(users, 2, 40);
    ledger.released(users, 1, 100, ReleaseCause.EVICTED);

    Holding holding = only();
    assertThat(holding.entries()).isEqualTo(1);
    assertThat(holding.bytes()).isEqualTo(40);
    assertThat(holding.quality()).isEqualTo(Quality.EXACT);
    assertThat(ledger.totalBytes()).isEqualTo(40);
  }

  @Test
  void lists_the_owner_with_the_most_bytes_first() {
    ledger.retained(users, 1, 10);
    ledger.retained(orders, 1, 500);

    assertThat(ledger.owners()).extracting(Holding::owner).containsExactly(orders, users);
  }

  @Test
  void counts_what_dies_young_apart_from_what_is_held() {
    ledger.allocated(users, 4096);

    assertThat(only().allocatedBytes()).isEqualTo(4096);
    assertThat(only().entries()).isZero();
    assertThat(ledger.totalBytes()).isZero();
  }

  @Test
  void calls_bytes_unknown_when_no_entry_tells_them() {
    ledger.retained(users, 1, UNKNOWN);
    ledger.retained(users, 2, UNKNOWN);

    assertThat(only().entries()).isEqualTo(2);
    assertThat(only().bytes()).isEqualTo(UNKNOWN);
    assertThat(only().quality()).isEqualTo(Quality.UNKNOWN);
    assertThat(ledger.totals()).isEqualTo(new Totals(2, 0, Quality.UNKNOWN, 2));
  }

  @Test
  void estimates_unknown_bytes_by_the_entries_that_were_measured() {
    ledger.retained(users, 1, 100);
    ledger.retained(users, 2, 300);
    ledger.retained(users, 3, UNKNOWN);

    assertThat(only().bytes()).isEqualTo(600);
    assertThat(only().quality()).isEqualTo(Quality.ESTIMATED);
  }

  @Test
  void is_exact_again_when_the_entries_of_unknown_size_are_gone() {
    ledger.retained(users, 1, 100);
    ledger.retained(users, 2, UNKNOWN);
    ledger.released(users, 2, UNKNOWN, ReleaseCause.REMOVED);

    assertThat(only().bytes()).isEqualTo(100);
    assertThat(only().quality()).isEqualTo(Quality.EXACT);
  }

  @Test
  void tells_old_from_young_by_the_ids() {
    for (int id = 0; id < 100; id++) {
      ledger.retained(users, id, 10);
    }
    long then = only().lastId();
    for (int id = 100; id < 100_000; id++) {
      ledger.retained(users, id, 10);
      ledger.released(users, id, 10, ReleaseCause.EVICTED);
    }

    assertThat(only().entries()).isEqualTo(100);
    // A cohort is not narrower than its age allows: look a quarter of the life later.
    assertThat(only().entriesBefore(then + 25_000)).isEqualTo(100);
    assertThat(only().bytesBefore(then + 25_000)).isEqualTo(1000);
    assertThat(only().entriesBefore(then - 1)).isZero();
  }

  @Test
  void divides_a_life_into_40_cohorts_at_most_that_together_are_the_whole() {
    for (long id = 0; id < 3_000_000; id++) {
      ledger.retained(users, id, 7);
    }

    List<Cohort> cohorts = only().cohorts();
    assertThat(cohorts).hasSize(40);
    assertThat(cohorts.stream().mapToLong(Cohort::entries).sum()).isEqualTo(3_000_000);
    assertThat(cohorts)
        .allSatisfy(c -> assertThat(c.entries()).isLessThanOrEqualTo(c.toId() - c.fromId()));
    assertThat(cohorts.subList(0, cohorts.size() - 1))
        .allSatisfy(c -> assertThat(c.entries()).isEqualTo(c.toId() - c.fromId()));
  }

  @Test
  void accepts_ids_at_both_ends_of_their_range() {
    for (long id : new long[] {Long.MIN_VALUE, 0, Long.MAX_VALUE - 1, Long.MAX_VALUE}) {
      ledger.retained(users, id, 1);
    }
    assertThat(only().entries()).isEqualTo(4);
    for (long id : new long[] {Long.MAX_VALUE, 0, Long.MAX_VALUE - 1, Long.MIN_VALUE}) {
      ledger.released(users, id, 1, ReleaseCause.CLEARED);
    }
    assertThat(only().cohorts()).extracting(Cohort::entries).containsOnly(0L);
  }

  @Test
  void tells_growth_since_a_mark() {
    ledger.retained(users, 1, 100);
    RetentionMark mark = ledger.mark();
    ledger.retained(users, 2, 50);
    ledger.retained(orders, 1, 70);

    assertThat(ledger.growthSince(mark))
        .containsExactly(new Growth(orders, 1, 70, true), new Growth(users, 1, 50, true));
  }

  @Test
  void keeps_owners_apart_when_there_are_many() {
    List<Owner> owners = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      owners.add(Owner.named("owner " + i));
      ledger.retained(owners.get(i), 0, i);
    }

    assertThat(ledger.owners()).hasSize(1000);
    assertThat(ledger.owners().get(0).owner()).isSameAs(owners.get(999));
    assertThat(ledger.totalBytes()).isEqualTo(999 * 1000 / 2);
  }

  @Test
  void reads_a_foreign_container_when_it_is_asked() {
    Map<String, String> map = new HashMap<>(Map.of("a", "b"));
    Subscription watch = ledger.watch(users, map::size, () -> 24L * map.size());
    map.put("c", "d");

    assertThat(only().entries()).isEqualTo(2);
    assertThat(only().bytes()).isEqualTo(48);
    assertThat(only().agesKnown()).isFalse();
    watch.close();
    assertThat(ledger.owners()).isEmpty();
  }

  @Test
  void estimates_a_foreign_container_from_a_sample_of_its_values() {
    Map<Integer, String> map = new HashMap<>();
    for (int i = 0; i < 1000; i++) {
      map.put(i, "value");
    }
    ledger.watchSampled(users, map, Map::values, value -> 56);

    assertThat(only().bytes()).isEqualTo(56_000);
    assertThat(only().quality()).isEqualTo(Quality.ESTIMATED);
  }

  @Test
  void leaves_out_a_foreign_container_that_cannot_be_read_and_reads_the_others() {
    ledger.watch(
        users,
        () -> {
          throw new IllegalStateException("no figures today");
        },
        () -> 0);
    ledger.watch(orders, () -> 3, () -> UNKNOWN);

    assertThat(ledger.owners()).extracting(Holding::owner).containsExactly(orders);
  }

  @Test
  void refuses_to_watch_an_owner_that_reports_by_itself() {
    ledger.retained(users, 1, 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ledger.watch(users, () -> 1, () -> 1))
        .withMessageContaining("users");
  }

  private Holding only() {
    List<Holding> holdings = ledger.owners();
    assertThat(holdings).hasSize(1);
    return holdings.get(0);
  }
}
