package dev.plimsoll.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FootprintsTest {

  @TempDir private Path directory;

  @Test
  void measures_as_jol_does_on_this_machine() {
    assertThat(FootprintSamples.mismatches()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:-UseCompressedOops",
        "-XX:-UseCompressedOops -XX:-UseCompressedClassPointers",
        "-XX:ObjectAlignmentInBytes=16"
      })
  void measures_as_jol_does_on_a_machine_started_with(String flags) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags.split(" ")));
    command.addAll(List.of("-Djol.magicFieldOffset=true", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(FootprintSamples.class.getName());
    Path output = directory.resolve("output.txt");

    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
  }

  @Test
  void weighs_nothing_where_nothing_is() {
    assertThat(Footprints.string().bytes(null)).isZero();
    assertThat(Footprints.byteArray().bytes(null)).isZero();
    assertThat(Footprints.boxed().bytes(null)).isZero();
    assertThat(Footprints.object().build().bytes(null)).isZero();
  }

  @Test
  void refuses_to_box_what_is_no_primitive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Footprints.boxed().bytes("text"))
        .withMessageContaining("java.lang.String");
  }

  @Test
  void refuses_a_reference_type_among_the_primitives() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Footprints.object().primitive(String.class))
        .withMessageContaining("java.lang.String");
  }

  @Test
  void refuses_a_layout_that_no_machine_has() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ObjectLayout(12, 3, 8, false))
        .withMessageContaining("referenceBytes=3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ObjectLayout(13, 4, 8, false))
        .withMessageContaining("headerBytes=13");
  }
}
