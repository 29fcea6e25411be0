package dev.plimsoll.examples.demo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class JvmFlagsTest {

  @Test
  void names_each_flag_that_this_JVM_lacks_and_the_remedy() {
    assertThatThrownBy(JvmFlags::check)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("-XX:+ExitOnOutOfMemoryError (it is off)")
        .hasMessageContaining("java -Xmx64m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError");
  }
}
