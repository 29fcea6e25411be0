package dev.plimsoll.watch.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.retention.Holding;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionLedger;
import dev.plimsoll.watch.rule.SeriesRun.Outcome;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same series through a real ledger, whose ages are rough: at most 40 cohorts, which merge as
 * the owner grows old.
 */
class RuleOnLedgerTest {

  private static final int RUNS = Integer.getInteger("leakwatch.ledgerRuns", 8);
  private static final long SEEDS = 11_000_000_077L;

  @ParameterizedTest
  @ValueSource(ints = {1, 1_000})
  void rough_ages_name_the_same_leaks_and_spare_the_same_owners(int idsBetweenSamples) {
    for (Workload workload : Workload.values()) {
      if (workload == Workload.UNDECLARED_BATCH || workload.leaksLate()) {
        continue;
      }
      int leaks = 0;
      for (int run = 0; run < RUNS; run++) {
        Map<String, Outcome> said =
            SeriesRun.run(
                workload,
                SEEDS + workload.name().hashCode() + run * 7_919L,
                Judges.ours(workload),
                ticks -> new LedgerOwner(ticks, idsBetweenSamples));
        Outcome leak = said.get(Judges.LEAK);
        if (leak != null) {
          assertThat(leak.accused()).as("%s, run %d", workload, run).isEqualTo(SeriesRun.SUBJECT);
          leaks++;
        }
      }
      if (workload.leaks()) {
        assertThat(leaks).as("%s", workload).isEqualTo(RUNS);
      } else {
        assertThat(leaks).as("%s", workload).isLessThanOrEqualTo(RUNS / 200);
      }
    }
  }

  /** Tells a ledger what happens, and is sampled from it alone. */
  private static final class LedgerOwner extends SimulatedOwner {
    private final RetentionLedger ledger = RetentionLedger.create();
    private final Owner owner = Owner.named("owner");
    private final int idsBetweenSamples;

    LedgerOwner(int ticks, int idsBetweenSamples) {
      super(ticks);
      this.idsBetweenSamples = idsBetweenSamples;
    }

    @Override
    void change(int tick, long by) {
      super.change(tick, by);
      long id = (tick + 1L) * idsBetweenSamples;
      if (by > 0) {
        ledger.retained(owner, id, by);
      } else if (by < 0) {
        ledger.released(owner, id, -by, ReleaseCause.EVICTED);
      }
    }

    @Override
    OwnerSample sample() {
      return ledger.owners().stream()
          .findFirst()
          .map(LedgerOwner::sample)
          .orElse(OwnerSample.withoutAges(0));
    }

    private static OwnerSample sample(Holding holding) {
      return OwnerSample.of(holding.bytes(), holding.lastId(), holding::estimatedBytesBefore);
    }
  }
}
