package dev.plimsoll.watch.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plimsoll.watch.DumpReport;
import dev.plimsoll.watch.HeapDump;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedDumpTest {

  private static final int HEADER = 31;

  @TempDir Path directory;

  @Test
  void a_dump_cut_off_anywhere_says_so_and_where() throws IOException {
    byte[] whole = sample(8).build();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(cut))
          .as("cut after %d of %d bytes", length, whole.length)
          .isInstanceOf(MalformedDumpException.class);
    }
  }

  @Test
  void a_cut_inside_the_heap_names_the_byte_and_the_remedy() {
    byte[] whole = sample(8).build();
    assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length - 5)))
        .hasMessageContaining("at byte")
        .hasMessageContaining("space on the disk");
  }

  @Test
  void damage_ends_in_a_message_or_an_answer_but_never_in_another_exception() {
    Random random = new Random(42);
    byte[] whole = sample(8).build();
    for (int run = 0; run < 2_000; run++) {
      byte[] damaged = whole.clone();
      damaged[HEADER + random.nextInt(whole.length - HEADER)] = (byte) random.nextInt();
      try {
        HeapGraph graph = read(damaged);
        Dominators.of(graph).top(3);
        ClassSizes.of(graph);
      } catch (IOException expected) {
        assertThat(expected).isInstanceOf(MalformedDumpException.class);
      }
    }
  }

  @Test
  void a_text_file_is_no_dump() {
    assertThatThrownBy(() -> read("hello, world".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MalformedDumpException.class)
        .hasMessageContaining("JAVA PROFILE");
  }

  @Test
  void a_compressed_dump_is_told_to_be_unpacked() {
    assertThatThrownBy(() -> read(new byte[] {0x1f, (byte) 0x8b, 8, 0}))
        .hasMessageContaining("gunzip");
  }

  @Test
  void a_dump_of_android_is_told_to_be_converted() {
    byte[] android =
        sample(4).heapByte(0xFE).heapByte(0).heapByte(0).heapByte(0).heapByte(0).build();
    assertThatThrownBy(() -> read(android))
        .hasMessageContaining("0xfe")
        .hasMessageContaining("hprof-conv");
  }

  @Test
  void two_objects_of_one_id_are_damage() {
    byte[] twice = sample(8).bytes(0x1010, 8).build();
    assertThatThrownBy(() -> read(twice))
        .isInstanceOf(MalformedDumpException.class)
        .hasMessageContaining("0x1010");
  }

  @Test
  void a_dump_without_any_owner_is_read_all_the_same() throws IOException {
    Path file = Files.write(directory.resolve("foreign.hprof"), sample(8).build());
    HeapDump dump = HeapDump.open(file);
    assertThat(dump.owners()).isEmpty();
    assertThat(dump.topDominators(1)).extracting(top -> top.type()).containsExactly("Box");
    assertThat(dump.pathToClass("Box[]")).isEqualTo("root of the JVM -> Box.Box -> Box[]");
    assertThat(dump.histogram().classes()).extracting(count -> count.name()).contains("byte[]");
    assertThat(DumpReport.of("foreign", dump).text()).contains("none: name containers");
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8})
  void ids_of_both_sizes_are_read(int idSize) throws IOException {
    HeapGraph graph = read(sample(idSize).build());
    assertThat(graph.size()).isEqualTo(5);
    assertThat(RootPaths.search(graph).words(graph.node(0x1030), "end"))
        .isEqualTo("root of the JVM -> Box.Box -> Box[1] -> end");
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6, 7, 8, 12})
  void values_that_cross_the_border_of_a_segment_are_read_whole(int segmentBits)
      throws IOException {
    Path file = Files.write(directory.resolve("segments.hprof"), sample(8).build());
    HeapGraph graph = DumpReader.read(MappedFile.map(file, segmentBits), Progress.none());
    assertThat(graph.typeName(graph.node(0x1020))).isEqualTo("Box[]");
    assertThat(RootPaths.search(graph).reachedObjects()).isEqualTo(5);
  }

  /** A root holds a box, the box an array, the array some bytes in its second element. */
  private static HprofBuilder sample(int idSize) {
    return new HprofBuilder(idSize)
        .string(1, "Box")
        .string(2, "[LBox;")
        .type(0x1000, 1, 1)
        .type(0x1008, 2, 0)
        .instance(0x1010, 0x1000, 0x1020)
        .array(0x1020, 0x1008, 0, 0x1030)
        .bytes(0x1030, 24)
        .root(0x1010);
  }

  private HeapGraph read(byte[] bytes) throws IOException {
    return DumpReader.read(Files.write(directory.resolve("dump.hprof"), bytes), Progress.none());
  }
}
