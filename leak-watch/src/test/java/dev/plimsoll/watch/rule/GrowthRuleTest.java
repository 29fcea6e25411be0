package dev.plimsoll.watch.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.plimsoll.watch.rule.Verdict.Level;
import org.junit.jupiter.api.Test;

class GrowthRuleTest {

  private static final long HEAP = 1_000;
  private static final HeapSample ROOMY = new HeapSample(600, HEAP);

  private final Thresholds thresholds = Thresholds.defaults();

  @Test
  void steady_growth_without_a_bound_is_suspect_while_the_heap_is_roomy() {
    Verdict verdict = grow(GrowthRule.onBytes(Promise.none(), thresholds), 40, ROOMY, 10);
    assertThat(verdict.level()).isEqualTo(Level.SUSPECT);
    assertThat(verdict.growthPerSample()).isEqualTo(10);
    assertThat(verdict.samplesToFull()).isEqualTo(40);
  }

  @Test
  void an_owner_that_has_let_nothing_go_yet_is_a_suspect_from_56_percent_on() {
    assertThat(
            grow(GrowthRule.onBytes(Promise.none(), thresholds), 40, new HeapSample(559, HEAP), 10)
                .level())
        .isEqualTo(Level.CALM);
    assertThat(
            grow(GrowthRule.onBytes(Promise.none(), thresholds), 40, new HeapSample(560, HEAP), 10)
                .level())
        .isEqualTo(Level.SUSPECT);
  }

  @Test
  void an_owner_that_forgets_some_and_lets_others_go_is_a_suspect_from_50_percent_on() {
    assertThat(forgetful(new HeapSample(499, HEAP)).level()).isEqualTo(Level.CALM);
    assertThat(forgetful(new HeapSample(500, HEAP)).level()).isEqualTo(Level.SUSPECT);
  }

  @Test
  void an_owner_that_holds_next_to_nothing_is_not_worth_a_word() {
    Verdict verdict =
        grow(GrowthRule.onBytes(Promise.none(), thresholds), 40, new HeapSample(900, HEAP), 1);
    assertThat(verdict.level()).isEqualTo(Level.CALM);
  }

  @Test
  void an_owner_that_has_let_nothing_go_yet_is_a_leak_from_78_percent_on() {
    assertThat(
            grow(GrowthRule.onBytes(Promise.none(), thresholds), 40, new HeapSample(779, HEAP), 10)
                .level())
        .isEqualTo(Level.SUSPECT);
    assertThat(
            grow(GrowthRule.onBytes(Promise.none(), thresholds), 40, new HeapSample(780, HEAP), 10)
                .level())
        .isEqualTo(Level.LEAK);
  }

  @Test
  void an_owner_that_forgets_some_and_lets_others_go_is_a_leak_from_70_percent_on() {
    // Of 20 born with each sample 10 live for 5 samples only.
    assertThat(forgetful(new HeapSample(699, HEAP)).level()).isEqualTo(Level.SUSPECT);
    assertThat(forgetful(new HeapSample(700, HEAP)).level()).isEqualTo(Level.LEAK);
  }

  @Test
  void a_queue_that_grows_and_lets_its_oldest_go_is_calm() {
    GrowthRule rule = GrowthRule.onBytes(Promise.none(), thresholds);
    for (int i = 1; i <= 120; i++) {
      long born = i;
      long gone = i / 2;
      Verdict verdict =
          rule.judge(
              OwnerSample.of(
                  20 * (born - gone),
                  born + 1,
                  id -> 20 * Math.max(0, Math.min(id - 1, born) - gone)),
              new HeapSample(890, HEAP));
      assertThat(verdict.level()).as("sample %d", i).isEqualTo(Level.CALM);
    }
  }

  @Test
  void growth_back_to_an_earlier_peak_is_calm() {
    GrowthRule rule = GrowthRule.onBytes(Promise.none(), thresholds);
    grow(rule, 60, ROOMY, 10);
    rule.judge(OwnerSample.of(0, 61, id -> 0), ROOMY);
    for (int i = 1; i <= 60; i++) {
      long born = i;
      Verdict verdict =
          rule.judge(
              OwnerSample.of(10 * born, 61 + born, id -> 10 * Math.max(0, Math.min(id - 61, born))),
              ROOMY);
      assertThat(verdict.level()).as("sample %d", i).isEqualTo(Level.CALM);
    }
  }

  @Test
  void the_same_growth_below_a_declared_bound_is_calm() {
    Verdict verdict =
        grow(
            GrowthRule.onBytes(Promise.atMost(1_000_000), thresholds),
            40,
            new HeapSample(700, HEAP),
            10);
    assertThat(verdict.level()).isEqualTo(Level.CALM);
    assertThat(verdict.overBound()).isFalse();
  }

  @Test
  void growth_past_a_declared_bound_is_a_leak_and_over_its_bound() {
    Verdict verdict =
        grow(
            GrowthRule.onBytes(Promise.atMost(100), thresholds), 40, new HeapSample(700, HEAP), 10);
    assertThat(verdict.level()).isEqualTo(Level.LEAK);
    assertThat(verdict.overBound()).isTrue();
  }

  @Test
  void a_declared_batch_stops_at_suspect() {
    Verdict verdict =
        grow(GrowthRule.onBytes(Promise.batch(), thresholds), 40, new HeapSample(900, HEAP), 10);
    assertThat(verdict.level()).isEqualTo(Level.SUSPECT);
  }

  @Test
  void an_owner_of_unknown_age_stops_at_suspect() {
    GrowthRule rule = GrowthRule.onBytes(Promise.none(), thresholds);
    Verdict verdict = Verdict.calm(false);
    for (int i = 1; i <= 40; i++) {
      verdict = rule.judge(OwnerSample.withoutAges(10L * i), new HeapSample(900, HEAP));
    }
    assertThat(verdict.level()).isEqualTo(Level.SUSPECT);
  }

  @Test
  void entries_are_judged_by_how_fast_the_heap_itself_fills() {
    GrowthRule rule = GrowthRule.onEntries(Promise.none(), thresholds);
    Verdict verdict = Verdict.calm(false);
    for (int i = 1; i <= 40; i++) {
      long born = i;
      verdict =
          rule.judge(
              OwnerSample.of(i, born + 1, id -> Math.min(id - 1, born)),
              new HeapSample(600 + 5L * i, HEAP));
    }
    assertThat(verdict.level()).isEqualTo(Level.LEAK);
    assertThat(verdict.samplesToFull()).isEqualTo((HEAP - 800) / 5.0);
  }

  @Test
  void five_growing_full_collections_in_a_row_are_memwatchs_leak() {
    ConsecutiveGrowth rule = new ConsecutiveGrowth(5);
    rule.collected(100);
    for (int growth = 1; growth <= 4; growth++) {
      assertThat(rule.collected(100 + growth)).isFalse();
    }
    assertThat(rule.collected(105)).isTrue();
  }

  @Test
  void one_collection_that_frees_begins_memwatchs_count_anew() {
    ConsecutiveGrowth rule = new ConsecutiveGrowth(2);
    rule.collected(100);
    rule.collected(101);
    rule.collected(99);
    assertThat(rule.collected(100)).isFalse();
    assertThat(rule.collected(101)).isTrue();
  }

  @Test
  void a_threshold_out_of_range_is_named_with_its_value() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Thresholds(20, 0.5, 0.56, 1.5, 0.78, 60, 1.25))
        .withMessageContaining("1.5");
  }

  /** Grows by so much a sample, one id each, and lets nothing go. */
  private static Verdict grow(GrowthRule rule, int samples, HeapSample heap, long step) {
    Verdict verdict = Verdict.calm(false);
    for (int i = 1; i <= samples; i++) {
      long born = i;
      verdict =
          rule.judge(
              OwnerSample.of(
                  step * born, born + 1, id -> step * Math.min(Math.max(0, id - 1), born)),
              heap);
    }
    return verdict;
  }

  private static Verdict forgetful(HeapSample heap) {
    GrowthRule rule = GrowthRule.onBytes(Promise.none(), Thresholds.defaults());
    Verdict verdict = Verdict.calm(false);
    for (int i = 1; i <= 60; i++) {
      long born = i;
      verdict =
          rule.judge(
              OwnerSample.of(
                  10 * born + 10 * Math.min(born, 5),
                  born + 1,
                  id ->
                      10 * Math.min(Math.max(0, id - 1), born)
                          + 10 * Math.max(0, Math.min(id - 1, born) - Math.max(0, born - 5))),
              heap);
    }
    return verdict;
  }
}
