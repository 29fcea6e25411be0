package dev.plimsoll.watch.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A dump of 5 GB, most of it holes: the content of large arrays, which a reader skips. It takes no
 * room on a disk that knows sparse files.
 */
class BeyondTwoGigabytesTest {

  private static final int SEGMENT = 0x1C;
  private static final int BYTE = 8;
  private static final int LENGTH = 1 << 30;
  private static final int ARRAYS = 5;
  private static final long FIRST_ARRAY = 0x1_0000_0000L;
  private static final long DISTANCE = 0x1_0000_0000L;
  private static final long LAST = FIRST_ARRAY + ARRAYS * DISTANCE;

  @TempDir Path directory;

  @Test
  void objects_and_references_on_both_sides_of_2_and_4_GB_are_found() throws IOException {
    Path file = directory.resolve("huge.hprof");
    writeBeginning(file);
    appendArrays(file);
    appendLast(file);
    assertThat(Files.size(file)).isGreaterThan(5L << 30);

    HeapGraph graph = DumpReader.read(file, Progress.none());

    assertThat(graph.size()).isEqualTo(2 + 2 + ARRAYS);
    assertThat(graph.typeName(graph.node(LAST))).isEqualTo("Box");
    assertThat(RootPaths.search(graph).words(graph.node(FIRST_ARRAY), "first array"))
        .isEqualTo("root of the JVM -> Box[0] -> Box.Box -> first array");
    int all = graph.node(0x1020);
    assertThat(OwnerRetention.of(graph, new int[] {all})[0].bytes())
        .isBetween((long) ARRAYS * LENGTH, (long) ARRAYS * LENGTH + 1_000);
    assertThat(Dominators.of(graph).top(1).get(0).node()).isEqualTo(all);
  }

  /** A root, an array that holds the last object and all large arrays but the first. */
  private static void writeBeginning(Path file) throws IOException {
    HprofBuilder beginning =
        new HprofBuilder(8)
            .string(1, "Box")
            .string(2, "[LBox;")
            .type(0x1000, 1, 1)
            .type(0x1008, 2, 0)
            .array(
                0x1020,
                0x1008,
                LAST,
                FIRST_ARRAY + DISTANCE,
                FIRST_ARRAY + 2 * DISTANCE,
                FIRST_ARRAY + 3 * DISTANCE,
                FIRST_ARRAY + 4 * DISTANCE)
            .root(0x1020);
    Files.write(file, beginning.build());
  }

  private static void appendArrays(Path file) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.seek(out.length());
      for (int i = 0; i < ARRAYS; i++) {
        record(out, 1 + 8 + 4 + 4 + 1 + LENGTH);
        out.writeByte(HprofScanner.PRIMITIVE_ARRAY);
        out.writeLong(FIRST_ARRAY + i * DISTANCE);
        out.writeInt(0);
        out.writeInt(LENGTH);
        out.writeByte(BYTE);
        out.setLength(out.getFilePointer() + LENGTH);
        out.seek(out.length());
      }
    }
  }

  /** The last object, beyond 5 GB, refers back to the first large array. */
  private static void appendLast(Path file) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.seek(out.length());
      record(out, 1 + 8 + 4 + 8 + 4 + 8);
      out.writeByte(HprofScanner.INSTANCE);
      out.writeLong(LAST);
      out.writeInt(0);
      out.writeLong(0x1000);
      out.writeInt(8);
      out.writeLong(FIRST_ARRAY);
    }
  }

  private static void record(RandomAccessFile out, int length) throws IOException {
    out.writeByte(SEGMENT);
    out.writeInt(0);
    out.writeInt(length);
  }
}
