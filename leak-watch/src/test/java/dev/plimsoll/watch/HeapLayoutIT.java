package dev.plimsoll.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.watch.HeapHistogram.ClassCount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The JVM's own histogram is the oracle for the sizes that are worked out from a dump, the ledger
 * that for retained bytes.
 */
class HeapLayoutIT {

  /** A JVM with the flags that decide how it lays objects out. */
  record Jvm(Path java, String flags, String layout) {}

  @TempDir Path directory;

  static List<Jvm> jvms() throws IOException {
    String compressed = "compressed references, compressed class pointers";
    String plain = "plain references, compressed class pointers";
    List<Jvm> jvms = new ArrayList<>();
    Path here = ChildJvm.thisJava();
    jvms.add(new Jvm(here, "-XX:+UseSerialGC", compressed));
    jvms.add(new Jvm(here, "-XX:+UseParallelGC", compressed));
    jvms.add(new Jvm(here, "-XX:+UseG1GC", compressed));
    jvms.add(new Jvm(here, "-XX:+UseShenandoahGC", compressed));
    jvms.add(new Jvm(here, "-XX:+UseZGC", plain));
    jvms.add(new Jvm(here, "-XX:-UseCompressedOops", plain));
    ChildJvm.java(25)
        .forEach(
            java ->
                jvms.add(
                    new Jvm(
                        java,
                        "-XX:+UseCompactObjectHeaders",
                        "compressed references, compact headers")));
    ChildJvm.java(25)
        .forEach(
            java ->
                jvms.add(
                    new Jvm(
                        java,
                        "-XX:+UseZGC -XX:+UseCompactObjectHeaders",
                        "plain references, compact headers")));
    return jvms;
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void sizes_are_those_of_the_jvm_that_wrote_the_dump(Jvm jvm) throws Exception {
    Path file = directory.resolve("child.hprof");
    Path histogram = directory.resolve("child.txt");
    List<String> flags = new ArrayList<>(List.of(jvm.flags().split(" ")));
    flags.addAll(List.of("-Xmx128m", "-Xshare:off"));
    String printed =
        ChildJvm.run(
            jvm.java(), flags, DumpingProgram.class, file.toString(), histogram.toString());

    HeapDump dump = HeapDump.open(file);
    assertThat(dump.layout()).isEqualTo(jvm.layout());
    Map<String, Long> expected = bytesAnInstance(histogram);
    Map<String, Long> found = bytesAnInstance(dump);
    found.keySet().retainAll(expected.keySet());
    expected.keySet().retainAll(found.keySet());
    assertThat(found).hasSizeGreaterThan(100);
    found.entrySet().removeAll(Set.copyOf(expected.entrySet()));
    assertThat(found).as("sizes that differ from the JVM's own").isEmpty();
    assertThat(dump.path("orders")).isEqualTo("static OrderCache.CACHE -> HashMap \"orders\"");
    assertThat(dump.retained("orders"))
        .as("entries by the ledger, and the map's table around them")
        .isBetween(told(printed), told(printed) * 115 / 100);
  }

  private static long told(String printed) {
    return Pattern.compile("the ledger says (\\d+)")
        .matcher(printed)
        .results()
        .mapToLong(found -> Long.parseLong(found.group(1)))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, Long> bytesAnInstance(HeapDump dump) {
    return dump.histogram().classes().stream()
        .filter(count -> hasOneSize(count.name()))
        .collect(Collectors.toMap(ClassCount::name, count -> count.bytes() / count.instances()));
  }

  private static Map<String, Long> bytesAnInstance(Path histogram) throws IOException {
    return Files.readAllLines(histogram).stream()
        .map(line -> line.split(" "))
        .filter(parts -> hasOneSize(parts[0]))
        .collect(
            Collectors.toMap(
                parts -> parts[0], parts -> Long.parseLong(parts[2]) / Long.parseLong(parts[1])));
  }

  // Arrays differ in size. Into some classes of these packages the JVM puts fields that no dump
  // shows.
  private static boolean hasOneSize(String name) {
    boolean injected = name.startsWith("java.lang.") || name.startsWith("jdk.internal.");
    return !name.endsWith("[]") && !injected && !name.contains("$$Lambda");
  }
}
