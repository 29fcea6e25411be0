package dev.plimsoll.examples;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a {@code main} prints. Swaps {@code System.out}, so not for tests in parallel. */
final class Printed {

  private Printed() {}

  /** A {@code main} without arguments. */
  interface Main {
    void run(String[] arguments) throws Exception;
  }

  static List<String> by(Main main, String... arguments) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream former = System.out;
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setOut(out);
      main.run(arguments);
    } finally {
      System.setOut(former);
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
