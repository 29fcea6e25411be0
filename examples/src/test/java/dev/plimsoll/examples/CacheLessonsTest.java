package dev.plimsoll.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.cache.LimitableMap;
import java.util.HashMap;
import org.junit.jupiter.api.Test;

class CacheLessonsTest {

  @Test
  void the_bounded_map_never_holds_more_than_its_limit() {
    assertThat(Example20UnboundedBesideLimitable.most(new LimitableMap<>(5))).isEqualTo(5);
    assertThat(Example20UnboundedBesideLimitable.most(new HashMap<>()))
        .isEqualTo(Example20UnboundedBesideLimitable.KEYS);
  }

  @Test
  void hooks_run_newest_first_and_one_that_was_taken_out_does_not() {
    assertThat(Example21ModuleCacheClearedByHook.clear())
        .containsExactly("stop the file watcher", "close the template files");
  }

  @Test
  void a_flood_stays_within_the_budget_and_what_is_in_flight() throws InterruptedException {
    Example23Budget.Flood flood = Example23Budget.flood();
    assertThat(flood.mostBytes())
        .isLessThanOrEqualTo(
            Example23Budget.BUDGET_BYTES + 4L * (Example23Budget.VALUE_BYTES + 16));
    assertThat(flood.quietEntries()).isEqualTo(10);
  }
}
