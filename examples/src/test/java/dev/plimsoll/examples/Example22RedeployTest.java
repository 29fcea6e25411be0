package dev.plimsoll.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.examples.redeploy.Outcome;
import dev.plimsoll.examples.redeploy.Redeployment;
import dev.plimsoll.examples.redeploy.Variant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On a real Tomcat, in a JVM of its own for each variant. */
class Example22RedeployTest {

  private static final long MB = 1 << 20;

  @ParameterizedTest
  @EnumSource(names = {"LIMITED_SHARED", "MODULE_SHARED", "MODULE_OWN"})
  void an_application_whose_caches_are_cleared_by_their_owner_is_let_go(Variant variant)
      throws Exception {
    Outcome outcome = Redeployment.of(variant);

    assertThat(outcome.deployments()).isEqualTo(20);
    assertThat(outcome.loadersKept()).isZero();
    assertThat(outcome.leaksFound()).isZero();
    assertThat(outcome.warnings()).isZero();
    assertThat(outcome.heapGrowth()).isLessThan(2 * MB);
    assertThat(outcome.metaspaceGrowth()).isLessThan(MB / 2);
  }

  @ParameterizedTest
  @EnumSource(names = {"PLAIN_SHARED", "PLAIN_OWN"})
  void the_same_application_with_a_plain_static_cache_is_kept_by_it(Variant variant)
      throws Exception {
    Outcome outcome = Redeployment.of(variant);

    assertThat(outcome.loadersKept()).isGreaterThanOrEqualTo(19);
    assertThat(outcome.leaksFound()).isGreaterThanOrEqualTo(19);
    assertThat(outcome.heapGrowth()).isGreaterThan(10 * MB);
  }
}
