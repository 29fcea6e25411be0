package dev.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class CaffeineVersionTest {

  @Test
  void takes_the_version_that_is_there() {
    assertThatCode(CaffeineVersion::check).doesNotThrowAnyException();
  }

  @Test
  void names_the_version_found_where_it_lies_and_the_one_needed() {
    assertThatIllegalStateException()
        .isThrownBy(() -> CaffeineVersion.check("no.such.Class"))
        .withMessageContaining("caffeine 3.1 or later, found 3.3.1")
        .withMessageContaining("caffeine-3.3.1.jar")
        .withMessageContaining("managed version");
  }
}
