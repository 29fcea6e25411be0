package dev.plimsoll.watch;

import dev.plimsoll.watch.WatchEvent.Collected;
import dev.plimsoll.watch.WatchEvent.Pressure;
import dev.plimsoll.watch.WatchEvent.Pressure.Kind;
import dev.plimsoll.watch.WatchEvent.Recovered;
import dev.plimsoll.watch.rule.HeapSample;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Tells when a resource is nearly used up, once, and when it no longer is. */
final class PressureWatch {

  /**
   * A level must fall by so much below its threshold before the pressure is over: no flutter at the
   * border.
   */
  private static final double HYSTERESIS = 0.05;

  private final LeakWatchConfig config;
  private final Supplier<List<Gauge>> gauges;
  private final LongSupplier nanos;
  private final Set<Kind> told = EnumSet.noneOf(Kind.class);
  private long sampledAt;
  private long pausedSince;

  PressureWatch(LeakWatchConfig config, Supplier<List<Gauge>> gauges, LongSupplier nanos) {
    this.config = config;
    this.gauges = gauges;
    this.nanos = nanos;
    this.sampledAt = nanos.getAsLong();
  }

  void collected(Collected collected) {
    pausedSince += collected.pause().toNanos();
  }

  void sample(HeapSample heap, Consumer<WatchEvent> events) {
    judge(
        Kind.HEAP,
        heap.level(),
        config.pressureLevel(),
        text(heap.usedBytes(), heap.maxBytes(), "bytes of heap after collection"),
        events);
    long now = nanos.getAsLong();
    double share = now == sampledAt ? 0 : Math.min(1, (double) pausedSince / (now - sampledAt));
    judge(
        Kind.COLLECTION_TIME,
        share,
        config.collectionTimeLevel(),
        String.format(Locale.ROOT, "%.0f%% of the time went to collections", 100 * share),
        events);
    sampledAt = now;
    pausedSince = 0;
    for (Gauge gauge : gauges.get()) {
      judge(
          gauge.kind(),
          gauge.level(),
          config.pressureLevel(),
          text(gauge.used(), gauge.limit(), words(gauge.kind())),
          events);
    }
  }

  private void judge(
      Kind kind, double level, double threshold, String text, Consumer<WatchEvent> events) {
    if (level >= threshold && told.add(kind)) {
      events.accept(new Pressure(kind, level, text));
    } else if (level < threshold - HYSTERESIS && told.remove(kind)) {
      events.accept(new Recovered(kind.name(), text));
    }
  }

  private static String text(long used, long limit, String what) {
    return String.format(Locale.ROOT, "%,d of %,d %s", used, limit, what);
  }

  private static String words(Kind kind) {
    return switch (kind) {
      case DIRECT_MEMORY -> "bytes of direct memory";
      case METASPACE -> "bytes of metaspace";
      case THREADS -> "threads that this container allows";
      case RESIDENT_SIZE -> "bytes that this container allows";
      case HEAP, COLLECTION_TIME, UNACCOUNTED_GROWTH -> "of " + kind;
    };
  }
}
