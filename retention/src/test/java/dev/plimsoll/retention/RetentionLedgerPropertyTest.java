package dev.plimsoll.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The ledger against a sorted map of what is held. */
class RetentionLedgerPropertyTest {

  /** Retain so many, the ids so far apart, then release so many of them, from one end. */
  record Step(int retain, long stride, long bytes, int release, boolean oldest) {}

  /** Plays steps into a ledger and into the map beside it. */
  private static final class Game {

    final RetentionLedger ledger = RetentionLedger.create();
    final Owner owner = Owner.named("owner");
    final TreeMap<Long, Long> held = new TreeMap<>();
    long nextId;

    Game play(List<Step> steps) {
      for (Step step : steps) {
        retain(step);
        release(step);
      }
      return this;
    }

    private void retain(Step step) {
      for (int i = 0; i < step.retain(); i++) {
        held.put(nextId, step.bytes());
        ledger.retained(owner, nextId, step.bytes());
        nextId += step.stride();
      }
    }

    private void release(Step step) {
      for (int i = 0; i < step.release() && !held.isEmpty(); i++) {
        var entry = step.oldest() ? held.pollFirstEntry() : held.pollLastEntry();
        ledger.released(owner, entry.getKey(), entry.getValue(), ReleaseCause.REMOVED);
      }
    }
  }

  @Property(tries = 200)
  void holds_what_the_model_holds_in_every_cohort(@ForAll("steps") List<Step> steps) {
    Game game = new Game().play(steps);

    for (Holding holding : game.ledger.owners()) {
      assertThat(holding.entries()).isEqualTo(game.held.size());
      assertThat(holding.bytes()).isEqualTo(sum(game.held.values()));
      checkCohorts(holding, game.held);
    }
  }

  @Property(tries = 200)
  void has_no_cohort_wider_than_its_age_allows(@ForAll("steps") List<Step> steps) {
    List<Step> dense = steps.stream().map(step -> new Step(step.retain(), 1, 1, 0, true)).toList();
    Game game = new Game().play(dense);

    for (Holding holding : game.ledger.owners()) {
      for (Cohort cohort : holding.cohorts()) {
        long width = cohort.toId() - cohort.fromId();
        long age = holding.lastId() - cohort.fromId();
        assertThat(width).isLessThanOrEqualTo(Math.max(1_024, age / 2));
      }
    }
  }

  private static void checkCohorts(Holding holding, NavigableMap<Long, Long> held) {
    long end = holding.cohorts().get(0).fromId();
    for (Cohort cohort : holding.cohorts()) {
      assertThat(cohort.fromId()).isEqualTo(end);
      var inside = held.subMap(cohort.fromId(), cohort.toId());
      assertThat(cohort.entries()).isEqualTo(inside.size());
      assertThat(cohort.bytes()).isEqualTo(sum(inside.values()));
      end = cohort.toId();
    }
    assertThat(end).isEqualTo(holding.lastId());
  }

  private static long sum(Iterable<Long> values) {
    long sum = 0;
    for (long value : values) {
      sum += value;
    }
    return sum;
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> counts = Arbitraries.integers().between(0, 3_000);
    Arbitrary<Long> strides = Arbitraries.of(1L, 1L, 1L, 7L, 100_000L);
    Arbitrary<Long> bytes = Arbitraries.longs().between(0, 1_000);
    Arbitrary<Step> step =
        Combinators.combine(counts, strides, bytes, counts, Arbitraries.of(true, false))
            .as(Step::new);
    return step.list().ofMaxSize(20).map(ArrayList::new);
  }
}
