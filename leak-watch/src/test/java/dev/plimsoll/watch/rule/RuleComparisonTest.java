package dev.plimsoll.watch.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.watch.rule.SeriesRun.Judge;
import dev.plimsoll.watch.rule.SeriesRun.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rule against others on generated series; prints the table of the module's README. */
class RuleComparisonTest {

  private static final int RUNS = Integer.getInteger("leakwatch.runs", 100);
  private static final int PEER_RUNS = Math.min(RUNS, 40);

  /** For each workload and judge, the first accusations of the runs in which there was one. */
  private static final Map<Workload, Map<String, List<Outcome>>> ACCUSATIONS =
      new EnumMap<>(Workload.class);

  @BeforeAll
  static void run_all_series() {
    for (Workload workload : Workload.values()) {
      Map<String, List<Outcome>> accusations = new LinkedHashMap<>();
      collect(accusations, workload, Judges.ours(workload), RUNS);
      collect(accusations, workload, Judges.peers(), PEER_RUNS);
      ACCUSATIONS.put(workload, accusations);
    }
    System.out.println(RuleTable.of(ACCUSATIONS, RUNS, PEER_RUNS));
  }

  private static void collect(
      Map<String, List<Outcome>> accusations,
      Workload workload,
      Map<String, Supplier<Judge>> judges,
      int runs) {
    judges.keySet().forEach(name -> accusations.put(name, new ArrayList<>()));
    for (int run = 0; run < runs; run++) {
      SeriesRun.run(workload, workload.name().hashCode() + run * 7_919L, judges)
          .forEach((name, outcome) -> accusations.get(name).add(outcome));
    }
  }

  @Test
  void owners_that_keep_their_bound_or_declare_a_batch_are_never_called_a_leak() {
    for (Workload workload : Set.of(Workload.FILLING_TO_BOUND, Workload.BATCH)) {
      assertThat(leaks(workload)).as("%s", workload).isEmpty();
    }
  }

  @Test
  void no_owner_is_called_a_leak_that_keeps_a_bound_however_it_behaves() {
    for (Workload workload : harmless()) {
      assertThat(ACCUSATIONS.get(workload).get(Judges.LEAK_IF_BOUNDED))
          .as("%s", workload)
          .extracting(Outcome::accused)
          .doesNotContain(SeriesRun.SUBJECT);
    }
  }

  @Test
  void
      unbounded_owners_that_stand_grow_in_steps_or_are_rebuilt_are_called_one_in_at_most_one_of_200_runs() {
    for (Workload workload :
        Set.of(Workload.FLAT, Workload.DIURNAL, Workload.STEPS, Workload.REBUILD)) {
      assertThat((double) leaks(workload).size() / RUNS)
          .as("%s", workload)
          .isLessThanOrEqualTo(0.005);
    }
  }

  /**
   * Up to their turning point their series is a leak's; the README's advice is to declare a bound.
   */
  @Test
  void
      unbounded_owners_that_fill_for_long_to_most_of_the_heap_are_called_one_in_at_most_one_of_12_runs() {
    for (Workload workload : Set.of(Workload.WARM_UP, Workload.TIME_TO_LIVE, Workload.BACKLOG)) {
      assertThat((double) leaks(workload).size() / RUNS)
          .as("%s", workload)
          .isLessThanOrEqualTo(1 / 12.0);
    }
  }

  @Test
  void at_least_99_of_100_leaks_are_found_and_no_other_owner_is_named() {
    for (Workload workload : leaking()) {
      assertThat(leaks(workload))
          .as("%s", workload)
          .hasSizeGreaterThanOrEqualTo(RUNS * 99 / 100)
          .extracting(Outcome::accused)
          .containsOnly(SeriesRun.SUBJECT);
    }
  }

  @Test
  void a_leak_is_told_while_15_percent_of_the_heap_are_free_in_95_of_100_runs() {
    for (Workload workload : leaking()) {
      assertThat(leaks(workload).stream().filter(leak -> leak.free() >= 0.15).count())
          .as("%s", workload)
          .isGreaterThanOrEqualTo(RUNS * 95L / 100);
    }
  }

  @Test
  void a_suspicion_is_told_while_40_percent_of_the_heap_are_free_in_the_median() {
    for (Workload workload : leaking()) {
      assertThat(RuleTable.medianFree(ACCUSATIONS.get(workload).get(Judges.SUSPECT)))
          .as("%s", workload)
          .isGreaterThanOrEqualTo(0.4);
    }
  }

  private static List<Outcome> leaks(Workload workload) {
    return ACCUSATIONS.get(workload).get(Judges.LEAK);
  }

  private static List<Workload> harmless() {
    return Arrays.stream(Workload.values()).filter(workload -> !workload.leaks()).toList();
  }

  private static List<Workload> leaking() {
    return Arrays.stream(Workload.values()).filter(Workload::leaks).toList();
  }
}
