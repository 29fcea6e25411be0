package dev.plimsoll.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in this module's README is what the lessons print. */
class LessonOutputsTest {

  @ParameterizedTest
  @ValueSource(strings = {"01", "02", "04", "05", "20", "21"})
  void a_lesson_prints_what_the_readme_shows(String number) throws Exception {
    assertThat(Printed.by(Examples::main, number)).isEqualTo(shown(number));
  }

  /** How threads race, and how fast a server answers, decides the figures. */
  @ParameterizedTest
  @ValueSource(strings = {"23", "42"})
  void a_lesson_prints_what_the_readme_shows_but_for_its_figures(String number) throws Exception {
    assertThat(withoutFigures(Printed.by(Examples::main, number)))
        .isEqualTo(withoutFigures(shown(number)));
  }

  private static List<String> withoutFigures(List<String> lines) {
    return lines.stream().map(line -> line.replaceAll("\\d[\\d,.]*", "#")).toList();
  }

  /** The first block after a lesson's heading. */
  private static List<String> shown(String number) throws Exception {
    Pattern block = Pattern.compile("(?ms)^### " + number + " .*?^```\\R(.*?)^```$");
    Matcher found = block.matcher(Files.readString(Path.of("README.md")));
    assertThat(found.find()).as("a block for lesson %s", number).isTrue();
    return found.group(1).lines().toList();
  }
}
