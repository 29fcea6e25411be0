package dev.plimsoll.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoOptionsTest {

  @Test
  void asks_for_nothing_special_unless_told() throws Exception {
    DemoOptions options = DemoOptions.parse();

    assertThat(options.keepRunning()).isFalse();
    assertThat(options.port()).isZero();
    assertThat(options.java()).exists();
  }

  @Test
  void understands_every_option_that_it_lists() throws Exception {
    String line = "--keep-running --port 8080 --seconds 20 --plain --java /opt/java --help";

    assertThat(DemoOptions.parse(line.split(" ")))
        .isEqualTo(new DemoOptions(true, true, true, 8080, 20, Path.of("/opt/java")));
    assertThat(DemoOptions.HELP)
        .anyMatch(help -> help.contains("--keep-running"))
        .anyMatch(help -> help.contains("--port"))
        .anyMatch(help -> help.contains("--seconds"))
        .anyMatch(help -> help.contains("--plain"))
        .anyMatch(help -> help.contains("--java"));
  }

  @Test
  void names_an_unknown_option_and_lists_the_known_ones() {
    assertThatThrownBy(() -> DemoOptions.parse("--prot", "1"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--prot")
        .hasMessageContaining("--port N");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "65536", "http", "", "99999999999"})
  void names_a_bad_port_and_the_good_ones(String port) {
    assertThatThrownBy(() -> DemoOptions.parse("--port", port))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--port " + port)
        .hasMessageContaining("1 to 65535");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5", "601", "soon"})
  void names_a_bad_time_and_the_good_ones(String seconds) {
    assertThatThrownBy(() -> DemoOptions.parse("--seconds", seconds))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--seconds " + seconds)
        .hasMessageContaining("1 to 600");
  }

  @Test
  void says_that_a_value_is_missing() {
    assertThatThrownBy(() -> DemoOptions.parse("--port"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--port needs a value");
  }
}
