package dev.plimsoll.simulator.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.simulator.HeapConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The snapshot as memlab reads it, the heap analyser of Meta, under Node. Needs Node 20 and npm:
 *
 * <pre>
 * npm install --prefix heap-simulator/target/memlab --ignore-scripts @memlab/heap-analysis@2.0.5
 * ./mvnw -pl heap-simulator -am -Plong test -Dtest=MemlabTest \
 *     -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
@Tag("long")
class MemlabTest {

  private static final Path MEMLAB = Path.of("target", "memlab").toAbsolutePath();
  private static final Path SCRIPT = Path.of("src", "test", "memlab", "read.mjs").toAbsolutePath();
  private static final int PATIENCE_SECONDS = 120;

  @TempDir static Path directory;
  private static HeapSnapshot snapshot;
  private static SampleHeap sample;
  private static final Map<String, Fact> FACTS = new HashMap<>();
  private static String path = "";

  /** What memlab says about the nodes of one name. */
  private record Fact(long nodes, long selfBytes, long mostRetainedBytes) {}

  @BeforeAll
  static void let_memlab_read_it() throws IOException, InterruptedException {
    assertThat(MEMLAB.resolve("node_modules"))
        .as("memlab's modules; the class comment has the command that brings them")
        .isDirectory();
    sample = new SampleHeap(HeapConfig.v8_11_3());
    snapshot = HeapSnapshot.take(sample.heap);
    Path file = directory.resolve("sample.heapsnapshot");
    snapshot.writeHeapSnapshot(file);
    for (String line : run(file, snapshot.nodeId(sample.body[9]))) {
      String[] words = line.split("\t", -1);
      if (words[0].equals("path")) {
        path = words[1];
      } else {
        FACTS.put(words[0], fact(Arrays.copyOfRange(words, 1, words.length)));
      }
    }
  }

  private static Fact fact(String[] numbers) {
    return new Fact(
        Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
  }

  private static List<String> run(Path file, long id) throws IOException, InterruptedException {
    Path printed = directory.resolve("printed");
    Process node =
        new ProcessBuilder("node", SCRIPT.toString(), file.toString(), Long.toString(id))
            .directory(MEMLAB.toFile())
            .redirectOutput(printed.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(node.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(node.exitValue()).isZero();
    // Between the facts memlab draws its progress.
    return Files.readString(printed, StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.substring(line.lastIndexOf('\u001b') < 0 ? 0 : line.lastIndexOf('K') + 1))
        .filter(line -> line.contains("\t"))
        .collect(Collectors.toList());
  }

  @Test
  void it_finds_as_many_nodes_of_each_owner_with_the_same_bytes() {
    for (OwnerShare share : snapshot.owners()) {
      Fact fact = FACTS.get(share.owner().name());
      assertThat(fact.nodes()).as(share.owner().name()).isEqualTo(share.objects());
      assertThat(fact.selfBytes()).as(share.owner().name()).isEqualTo(share.bytes());
    }
    assertThat(FACTS.values().stream().mapToLong(Fact::nodes).sum())
        .isEqualTo(5L + snapshot.objects());
  }

  @Test
  void it_finds_the_same_retaining_path() {
    String expected =
        snapshot.retainingPath(sample.body[9]).steps().stream()
            .map(step -> step.owner().name())
            .collect(Collectors.joining(" > "));
    // memlab goes from the root straight to what the program holds, by V8's shortcut edges.
    assertThat(path).isEqualTo(" > " + expected);
  }

  @Test
  void it_finds_the_same_retained_sizes() {
    assertThat(FACTS.get("users").mostRetainedBytes())
        .isEqualTo(snapshot.retainedSize(sample.table));
    assertThat(FACTS.get("settings").mostRetainedBytes())
        .isEqualTo(snapshot.retainedSize(sample.setting));
    assertThat(FACTS.get("sessions").mostRetainedBytes())
        .isEqualTo(snapshot.retainedSize(sample.session));
  }
}
