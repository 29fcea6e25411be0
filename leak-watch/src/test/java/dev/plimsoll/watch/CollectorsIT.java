package dev.plimsoll.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every collector, on the JVM of the tests and on 25 where this machine has one. */
class CollectorsIT {

  @TempDir Path directory;

  /** A JVM with a collector, and how well the watch knows what it promotes. */
  record Collector(Path java, String flags, String quality) {}

  static List<Collector> collectors() throws IOException {
    List<Collector> all = new ArrayList<>();
    Path here = ChildJvm.thisJava();
    all.add(new Collector(here, "-XX:+UseSerialGC", "Copy EXACT"));
    all.add(new Collector(here, "-XX:+UseParallelGC", "PS Scavenge EXACT"));
    all.add(new Collector(here, "-XX:+UseG1GC", "G1 Young Generation NET"));
    all.add(new Collector(here, "-XX:+UseShenandoahGC", "Shenandoah Cycles NONE"));
    if (Runtime.version().feature() < 21) {
      all.add(new Collector(here, "-XX:+UseZGC", "ZGC Cycles NONE"));
    }
    ChildJvm.java(25).forEach(java -> all.add(new Collector(java, "-XX:+UseZGC", "ZGC M")));
    ChildJvm.java(25)
        .forEach(
            java ->
                all.add(
                    new Collector(
                        java,
                        "-XX:+UseShenandoahGC -XX:ShenandoahGCMode=generational",
                        "Shenandoah")));
    return all;
  }

  @ParameterizedTest
  @MethodSource("collectors")
  void names_the_owner_that_leaks_before_the_memory_runs_out(Collector collector) throws Exception {
    String printed = run(collector, "leaking");
    assertThat(printed)
        .contains("first " + collector.quality())
        .contains("leak of requests")
        .doesNotContain("OutOfMemoryError");
  }

  @ParameterizedTest
  @MethodSource("collectors")
  void keeps_silent_about_a_guarded_server_a_cache_that_fills_half_the_heap_and_batches(
      Collector collector) throws Exception {
    String printed = run(collector, "harmless");
    assertThat(printed).doesNotContain("leak of").doesNotContain("collections 0");
  }

  @Test
  void a_jvm_without_the_beans_says_what_it_lacks_and_is_watched_by_its_pools() throws Exception {
    String printed =
        ChildJvm.run(
            ChildJvm.thisJava(),
            List.of("-Xmx96m", "--limit-modules", "java.base,java.management,java.logging"),
            BeanlessProgram.class,
            directory.toString());
    assertThat(printed)
        .contains("histogram: java.lang.IllegalStateException: this JVM has no diagnostic command")
        .contains("signal: java.lang.UnsupportedOperationException: this JVM lets nobody handle")
        .contains("dump: java.io.IOException: this JVM has no HotSpotDiagnosticMXBean")
        .contains("no collector of this JVM notifies")
        .contains("leak of requests")
        .doesNotContain("OutOfMemoryError");
  }

  private static String run(Collector collector, String what)
      throws IOException, InterruptedException {
    List<String> flags = new ArrayList<>(List.of(collector.flags().split(" ")));
    flags.add("-Xmx96m");
    return ChildJvm.run(collector.java(), flags, WatchedProgram.class, what);
  }
}
