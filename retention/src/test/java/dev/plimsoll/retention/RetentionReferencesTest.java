package dev.plimsoll.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jol.info.GraphLayout;

@Timeout(60)
class RetentionReferencesTest {

  private final RetentionLedger ledger = RetentionLedger.create();

  @Test
  void an_owner_that_nobody_else_refers_to_leaves_the_ledger() {
    WeakReference<Owner> owner = retainBySomebodyWhoIsGone();

    collectUntil(() -> owner.refersTo(null));
    assertThat(ledger.owners()).isEmpty();
    assertThat(ledger.totalBytes()).isZero();
  }

  @Test
  void a_watched_container_that_is_collected_ends_its_watch() {
    Owner owner = Owner.named("list");
    ledger.watch(owner, new ArrayList<>(List.of(1, 2)), List::size, list -> 100);

    collectUntil(() -> ledger.owners().isEmpty());
    assertThat(owner.container()).isEmpty();
  }

  @Test
  void a_mark_keeps_no_owner() {
    RetentionMark mark = markOfSomebodyWhoIsGone();

    collectUntil(() -> mark.byOwner().isEmpty());
    assertThat(ledger.growthSince(mark)).isEmpty();
  }

  @Test
  void a_member_that_is_collected_gives_its_bytes_back_to_the_budget() {
    RetentionBudget budget = RetentionBudget.ofBytes(100);
    new FifoStore(budget, Owner.named("gone")).put(60);

    collectUntil(() -> budget.usedBytes() == 0);
    assertThat(budget.members()).isEmpty();
  }

  @Test
  void a_discarded_ledger_is_not_kept_by_the_owners_that_remember_it() {
    Owner owner = Owner.named("long-lived");
    WeakReference<RetentionLedger> discarded = ledgerThatHeardOf(owner);

    collectUntil(() -> discarded.refersTo(null));
    RetentionLedger next = RetentionLedger.create();
    next.retained(owner, 1, 5);
    assertThat(next.totalBytes()).isEqualTo(5);
  }

  @Test
  void an_owner_written_by_one_thread_costs_the_ledger_less_than_2_kb() {
    Owner owner = Owner.named("users");
    for (int id = 0; id < 100_000; id++) {
      ledger.retained(owner, id, 1);
    }
    Account account = owner.account();

    long owners = GraphLayout.parseInstance(owner).totalSize();
    long both = GraphLayout.parseInstance(owner, account).totalSize();
    long alone = GraphLayout.parseInstance(Owner.named("users")).totalSize();
    assertThat(both).isEqualTo(owners);
    assertThat(owners - alone).isBetween(1_000L, 2_048L);
  }

  private WeakReference<Owner> retainBySomebodyWhoIsGone() {
    Owner owner = Owner.named("gone");
    ledger.retained(owner, 1, 100);
    return new WeakReference<>(owner);
  }

  private RetentionMark markOfSomebodyWhoIsGone() {
    ledger.retained(Owner.named("gone"), 1, 100);
    return ledger.mark();
  }

  private static WeakReference<RetentionLedger> ledgerThatHeardOf(Owner owner) {
    RetentionLedger ledger = RetentionLedger.create();
    ledger.retained(owner, 1, 100);
    return new WeakReference<>(ledger);
  }

  static void collectUntil(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      System.gc();
      LockSupport.parkNanos(1_000_000);
    }
  }
}
