package dev.plimsoll.examples;

import dev.plimsoll.cache.LimitableMap;
import dev.plimsoll.examples.demo.WatchedServer;
import dev.plimsoll.examples.jvm.ChildJvm;
import dev.plimsoll.queue.GuardedQueue;
import dev.plimsoll.retention.RetentionLedger;
import dev.plimsoll.simulator.GenerationalHeap;
import dev.plimsoll.watch.LeakWatch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/**
 * The demo's servers with the watch on, in 64 MB under every collector of this JVM: the leaky one
 * is named before its memory is out, the guarded one never.
 */
public final class Example53TheDemoIsWatched {

  private static final String LEAK = "leak ";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String GENERATIONAL = "generational ";

  private Example53TheDemoIsWatched() {}

  /**
   * Prints two lines for each collector.
   *
   * @param arguments the collectors: Serial, Parallel, G1, Z, Shenandoah, and "generational
   *     Shenandoah" from Java 25 on; all of them if none is named
   * @throws Exception if a child JVM cannot be run
   */
  public static void main(String[] arguments) throws Exception {
    for (String collector : arguments.length > 0 ? List.of(arguments) : ofThisJvm()) {
      for (String kind : List.of("leaky", "guarded")) {
        System.out.printf("%-23s %-7s  %s%n", collector, kind, said(collector, kind));
      }
    }
  }

  private static List<String> ofThisJvm() {
    List<String> all = new ArrayList<>(List.of("Serial", "Parallel", "G1", "Z", "Shenandoah"));
    if (Runtime.version().feature() >= 25) {
      all.add(GENERATIONAL + "Shenandoah");
    }
    return all;
  }

  private static List<String> flags(String collector) {
    return collector.startsWith(GENERATIONAL)
        ? List.of("-XX:+UseShenandoahGC", "-XX:ShenandoahGCMode=generational")
        : List.of("-XX:+Use" + collector + "GC");
  }

  private static String said(String collector, String kind)
      throws IOException, InterruptedException {
    List<Heard> lines = Collections.synchronizedList(new ArrayList<>());
    ChildJvm.Command command =
        ChildJvm.running(WatchedServer.class)
            .with(
                LeakWatch.class,
                RetentionLedger.class,
                LimitableMap.class,
                GuardedQueue.class,
                GenerationalHeap.class)
            .flags(List.of("-Xmx64m", "-XX:+ExitOnOutOfMemoryError"))
            .flags(flags(collector))
            .arguments(kind);
    try (ChildJvm child = command.start(line -> lines.add(Heard.now(line)))) {
      OptionalInt exitCode = child.awaitExit(PATIENCE);
      Heard end = Heard.now(ending(exitCode, lines));
      return leaks(List.copyOf(lines), end) + end.text();
    }
  }

  private static String ending(OptionalInt exitCode, List<Heard> lines) {
    if (exitCode.orElse(-1) == ChildJvm.EXIT_OUT_OF_MEMORY) {
      return "out of memory";
    }
    return lines.stream().anyMatch(line -> line.text().equals(WatchedServer.DONE))
        ? "still there"
        : "ended with " + exitCode;
  }

  private static String leaks(List<Heard> lines, Heard end) {
    String named =
        lines.stream()
            .filter(line -> line.text().startsWith(LEAK))
            .map(
                line ->
                    String.format(
                        "the leak of %s named %.1f s before; ",
                        line.text().substring(LEAK.length()), line.secondsUntil(end)))
            .reduce("", String::concat);
    return named.isEmpty() ? "silence; " : named;
  }

  /** What the child said, and when. */
  private record Heard(String text, long nanos) {
    static Heard now(String text) {
      return new Heard(text, System.nanoTime());
    }

    double secondsUntil(Heard later) {
      return (later.nanos - nanos) / 1e9;
    }
  }
}
