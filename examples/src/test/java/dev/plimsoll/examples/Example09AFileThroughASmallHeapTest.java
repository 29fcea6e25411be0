package dev.plimsoll.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.examples.jvm.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class Example09AFileThroughASmallHeapTest {

  @Test
  void a_file_larger_than_the_heap_is_read_in_pieces_or_not_at_all() throws Exception {
    Path file = Example09AFileThroughASmallHeap.write();
    try {
      assertThat(Files.size(file)).isGreaterThan(3 * (16 << 20));

      var whole =
          Example09AFileThroughASmallHeap.read(
              Example09AFileThroughASmallHeap.WholeFile.class, file);
      var streamed =
          Example09AFileThroughASmallHeap.read(
              Example09AFileThroughASmallHeap.Streamed.class, file);

      assertThat(whole.exitCode()).isEqualTo(ChildJvm.EXIT_OUT_OF_MEMORY);
      assertThat(streamed.exitCode()).isZero();
      assertThat(streamed.said()).singleElement().asString().startsWith("1,000,000 lines");
    } finally {
      Files.delete(file);
    }
  }
}
