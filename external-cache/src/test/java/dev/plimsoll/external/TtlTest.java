package dev.plimsoll.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TtlTest {

  @Test
  void draws_its_milliseconds() {
    assertThat(Ttl.of(Duration.ofSeconds(3)).draw()).isEqualTo(3_000);
  }

  @Test
  void spreads_ends_but_never_past_the_time_given() {
    Ttl ttl = Ttl.of(Duration.ofSeconds(10)).withJitter(0.2);
    long[] draws = LongStream.generate(ttl::draw).limit(1_000).toArray();
    assertThat(Arrays.stream(draws).min().orElseThrow()).isGreaterThanOrEqualTo(8_000);
    assertThat(Arrays.stream(draws).max().orElseThrow()).isLessThanOrEqualTo(10_000);
    assertThat(Arrays.stream(draws).distinct().count()).isGreaterThan(100);
  }

  @Test
  void refuses_no_time_at_all() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ttl.of(Duration.ofNanos(999_999)))
        .withMessageContaining("PT0.000999999S; to keep nothing, do not put");
  }

  @Test
  void refuses_more_time_than_an_expiry_can_tell() {
    assertThat(Ttl.of(Duration.ofDays(36_500)).draw()).isEqualTo(3_153_600_000_000L);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ttl.of(Duration.ofSeconds(Long.MAX_VALUE)))
        .withMessageContaining("between 1 ms and 100 years: " + Duration.ofSeconds(Long.MAX_VALUE))
        .withMessageContaining("Ttl.unbounded(reason)");
  }

  @Test
  void is_unbounded_only_for_a_reason() {
    Ttl ttl = Ttl.unbounded("currencies never change");
    assertThat(ttl.draw()).isEqualTo(Ttl.UNBOUNDED);
    assertThat(ttl).hasToString("unbounded: currencies never change");
    assertThat(ttl.withJitter(0.5).draw()).isEqualTo(Ttl.UNBOUNDED);
    assertThatIllegalArgumentException().isThrownBy(() -> Ttl.unbounded(" "));
  }

  @Test
  void refuses_jitter_of_everything() {
    Ttl ttl = Ttl.of(Duration.ofSeconds(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ttl.withJitter(1))
        .withMessageContaining("1.0");
    assertThatIllegalArgumentException().isThrownBy(() -> ttl.withJitter(Double.NaN));
  }
}
