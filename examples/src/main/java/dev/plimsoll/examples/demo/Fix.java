package dev.plimsoll.examples.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What makes the leaky server a guarded one: the difference between the two sources that the
 * servers were built from, which the build puts beside the classes.
 */
final class Fix {

  private Fix() {}

  static List<String> diff() {
    List<String> lines = new ArrayList<>();
    lines.add("--- LeakyContainers.java");
    lines.add("+++ GuardedContainers.java");
    LineDiff.between(body("LeakyContainers.java"), body("GuardedContainers.java")).stream()
        .filter(line -> !line.isBlank())
        .forEach(lines::add);
    return lines;
  }

  /** {@return the statements of the method that opens the containers} */
  private static List<String> body(String source) {
    return read(source).stream()
        .dropWhile(line -> !line.contains(" open("))
        .skip(1)
        .takeWhile(line -> !line.equals("  }"))
        .toList();
  }

  private static List<String> read(String source) {
    try (InputStream in = Fix.class.getResourceAsStream(source)) {
      if (in == null) {
        throw new IllegalStateException(source + " is not beside the classes: build with Maven");
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
