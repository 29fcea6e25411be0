package dev.plimsoll.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds what real heaps did, in the test resources. */
final class HeapTruth {

  static final Path FOLDER = Path.of("src/test/resources/heap-truth");

  private HeapTruth() {}

  static List<String> lines(String path) {
    try {
      return Files.readAllLines(FOLDER.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
