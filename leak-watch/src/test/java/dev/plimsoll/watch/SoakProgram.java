package dev.plimsoll.watch;

import dev.plimsoll.retention.Bound;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Everything that makes a watch remember: owners that stay, owners that come and go, one that grows
 * like a leak and lets go again and again, collections, a listener that fails. Samples 25 times as
 * often as the default, so that half an hour stands for half a day. Arguments: minutes, a directory
 * for dumps. Prints a line every third minute.
 */
final class SoakProgram {

  private static final Duration SAMPLE = Duration.ofMillis(200);
  private static final Duration TICK = Duration.ofMillis(200);
  private static final int TICKS_A_MINUTE =
      (int) (Duration.ofMinutes(1).toNanos() / TICK.toNanos());
  private static final int STEADY = 20;
  private static final int SHORT_LIVED = 20;
  private static final int CHUNK = 20_000;
  private static final int CHUNKS_BEFORE_RELEASE = 1_000;
  private static final int GARBAGE = 400_000;

  private final RetentionLedger ledger = RetentionLedger.create();
  private final SampleTicks ticks = SampleTicks.of(ledger);
  private final Map<String, LongAdder> events = new ConcurrentHashMap<>();
  private final List<Owner> steady = new ArrayList<>();
  private final Deque<Owner> shortLived = new ArrayDeque<>();
  private final List<byte[]> kept = new ArrayList<>();
  private final Owner growing = Owner.named("growing");
  private final Path directory;
  private long tick;

  private SoakProgram(Path directory) {
    this.directory = directory;
  }

  public static void main(String[] arguments) throws Exception {
    new SoakProgram(Path.of(arguments[1])).run(Integer.parseInt(arguments[0]));
  }

  private void run(int minutes) throws Exception {
    for (int i = 0; i < STEADY; i++) {
      steady.add(
          i % 2 == 0
              ? Owner.named("steady " + i)
              : Owner.named("steady " + i, Bound.bytes(20_000)));
    }
    LeakWatchConfig config =
        LeakWatchConfig.defaults()
            .withSampleEvery(SAMPLE)
            .withMemwatch(5)
            .withAlerts(alert -> count("alert"));
    try (LeakWatch watch = LeakWatch.start(ledger, config)) {
      Owner itself = Owner.named("the watch").heldBy(watch);
      watch.onEvent(event -> count(event.getClass().getSimpleName()));
      watch.onEvent(
          event -> {
            throw new IllegalStateException("a listener that always fails");
          });
      for (int minute = 1; minute <= minutes; minute++) {
        for (int i = 0; i < TICKS_A_MINUTE; i++) {
          tick();
          ticks.await();
        }
        if (minute % 3 == 0) {
          report(minute, itself);
        }
      }
    }
  }

  private void tick() {
    tick++;
    for (Owner owner : steady) {
      ledger.retained(owner, tick, 1_000);
      ledger.released(owner, tick - 10, 1_000, ReleaseCause.EVICTED);
    }
    if (tick % 5 == 0) {
      shortLived.add(Owner.named("short-lived " + tick));
      if (shortLived.size() > SHORT_LIVED) {
        shortLived.remove();
      }
    }
    shortLived.forEach(owner -> ledger.retained(owner, tick, 1_000));
    grow();
    allocate();
  }

  private void grow() {
    kept.add(new byte[CHUNK]);
    ledger.retained(growing, tick, CHUNK);
    if (kept.size() == CHUNKS_BEFORE_RELEASE) {
      for (int i = 0; i < CHUNKS_BEFORE_RELEASE; i++) {
        ledger.released(growing, tick - i, CHUNK, ReleaseCause.CLEARED);
      }
      kept.clear();
    }
  }

  private static void allocate() {
    if (new byte[GARBAGE].length == 0) {
      throw new AssertionError("arrays have the length asked for");
    }
  }

  private void report(int minute, Owner itself) throws IOException, InterruptedException {
    System.gc(); // owners that are gone leave the watch at its next look
    ticks.await();
    // Between two samples: while it is at work its own stack keeps what the watch is made of.
    Thread.sleep(SAMPLE.dividedBy(2).toMillis());
    Path file = directory.resolve("soak.hprof");
    HeapDump.write(file, Duration.ZERO);
    HeapDump dump = HeapDump.open(file);
    long retained = dump.retained(itself.name());
    long live = dump.histogram().bytes() - (long) kept.size() * CHUNK;
    Files.delete(file);
    System.out.printf(
        "minute %d: watch %d bytes, heap without what is held %d bytes, resident %d KB, threads %d, CPU %d ms, events %s%n",
        minute,
        retained,
        live,
        residentKilobytes(),
        Thread.activeCount(),
        ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis(),
        events);
  }

  private static long residentKilobytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  private void count(String what) {
    events.computeIfAbsent(what, name -> new LongAdder()).increment();
  }
}
