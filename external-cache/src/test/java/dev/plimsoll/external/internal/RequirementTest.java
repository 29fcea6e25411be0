package dev.plimsoll.external.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class RequirementTest {

  @Test
  void accepts_a_version_that_has_the_class() {
    assertThatCode(
            () ->
                Requirement.check(
                    "redis.clients:jedis",
                    "8.0",
                    "redis.clients.jedis.RedisClient",
                    "redis.clients.jedis.Jedis"))
        .doesNotThrowAnyException();
  }

  @Test
  void names_the_version_needed_and_where_the_one_found_lies() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                Requirement.check(
                    "redis.clients:jedis", "9.0", "no.such.Class", "redis.clients.jedis.Jedis"))
        .withMessageContaining("needs redis.clients:jedis 9.0")
        .withMessageContaining("jedis-8.0.2.jar");
  }

  @Test
  void says_when_the_library_is_not_there_at_all() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Requirement.check("a:b", "1.0", "no.such.Class", "no.such.Sample"))
        .withMessageContaining("found none");
  }
}
