package dev.plimsoll.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every constant that the model takes from a runtime stands in one file for that runtime. */
class ConstantsTest {

  private static final Path SOURCES = Path.of("src/main/java");
  private static final Set<String> PLACES =
      Set.of("V8Rules.java", "HotSpotRules.java", "JsLayout.java", "PauseModel.java");
  private static final String ORIGIN = "\\b(?:rule|measured|fitted|chosen)\\b";
  private static final Pattern CONSTANT_WITH_ORIGIN =
      Pattern.compile(ORIGIN + "[^;{}]*static final (?:int|long|double) ");
  private static final Pattern CONSTANT =
      Pattern.compile("static final (?:int|long|double) (\\w+)");

  @Test
  void a_constant_that_comes_from_a_runtime_stands_nowhere_else() throws IOException {
    assertThat(sources().filter(file -> !PLACES.contains(name(file))))
        .allSatisfy(file -> assertThat(text(file)).doesNotContainPattern(CONSTANT_WITH_ORIGIN));
  }

  @Test
  void a_constant_of_v8_says_where_it_comes_from() throws IOException {
    String rules =
        text(sources().filter(file -> name(file).equals("V8Rules.java")).toList().get(0));
    List<String> constants =
        CONSTANT.matcher(rules).results().map(match -> match.group(1)).collect(Collectors.toList());
    constants.removeAll(List.of("KB", "MB"));
    List<String> sourced =
        Pattern.compile(ORIGIN + "[^;]*?" + CONSTANT)
            .matcher(rules)
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(constants).hasSizeGreaterThan(30).isSubsetOf(sourced);
  }

  private static Stream<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files.filter(file -> name(file).endsWith(".java")).toList().stream();
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
