package dev.plimsoll.watch;

import dev.plimsoll.retention.Bound;
import dev.plimsoll.retention.Holding;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.RetentionListener;
import dev.plimsoll.watch.WatchEvent.Leak;
import dev.plimsoll.watch.WatchEvent.OverBound;
import dev.plimsoll.watch.WatchEvent.Recovered;
import dev.plimsoll.watch.WatchEvent.Suspect;
import dev.plimsoll.watch.rule.GrowthRule;
import dev.plimsoll.watch.rule.HeapSample;
import dev.plimsoll.watch.rule.OwnerSample;
import dev.plimsoll.watch.rule.Promise;
import dev.plimsoll.watch.rule.Thresholds;
import dev.plimsoll.watch.rule.Verdict;
import dev.plimsoll.watch.rule.Verdict.Level;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * One owner under watch: feeds the rule from holdings and tells what changed in its verdict. Bytes
 * are judged where they are known and the bound is not one of entries, entries otherwise. Keeps no
 * owner reachable.
 */
final class OwnerWatch {

  /** So many calm samples end a suspicion: verdicts of coarse levels come seldom. */
  private static final int CALM_SAMPLES = 20;

  private static final double SECONDS_AN_HOUR = 3_600;

  private final String name;
  private final boolean inBytes;
  private final GrowthRule rule;
  private final Duration sampleEvery;
  private Verdict verdict;
  private Level told = Level.CALM;
  private boolean toldOverBound;
  private int calmSamples;

  OwnerWatch(Holding first, Thresholds thresholds, Duration sampleEvery) {
    Bound bound = first.owner().bound();
    this.name = first.owner().name();
    this.inBytes =
        first.bytes() != RetentionListener.UNKNOWN_BYTES && bound.kind() != Bound.Kind.ENTRIES;
    Promise promise = promise(bound, inBytes);
    this.rule =
        inBytes
            ? GrowthRule.onBytes(promise, thresholds)
            : GrowthRule.onEntries(promise, thresholds);
    this.sampleEvery = sampleEvery;
    this.verdict = rule.judge(sample(first), new HeapSample(0, 1));
  }

  Verdict verdict() {
    return verdict;
  }

  /** Returns whether something was told of this owner that is not over yet. */
  boolean isRaised() {
    return told != Level.CALM || toldOverBound;
  }

  /** Takes back what was told: the owner is gone, or cannot be read at present. */
  void forget(Consumer<WatchEvent> events) {
    told = Level.CALM;
    toldOverBound = false;
    events.accept(new Recovered(name, name + " is gone"));
  }

  void sample(Holding holding, HeapSample heap, Consumer<WatchEvent> events) {
    OwnerSample sample = sample(holding);
    verdict = rule.judge(sample, heap);
    tellBound(holding.owner(), sample.held(), events);
    if (verdict.level().compareTo(told) > 0) {
      told = verdict.level();
      events.accept(event(holding.owner(), sample.held()));
    }
    calmSamples = verdict.level() == Level.CALM ? calmSamples + 1 : 0;
    if (told != Level.CALM && calmSamples >= CALM_SAMPLES) {
      told = Level.CALM;
      events.accept(
          new Recovered(
              holding.owner().name(),
              holding.owner().name() + " has stopped to grow, at " + sample.held() + unit()));
    }
  }

  private void tellBound(Owner owner, long held, Consumer<WatchEvent> events) {
    if (verdict.overBound() && !toldOverBound) {
      events.accept(new OverBound(owner, held, owner.bound().limit()));
    } else if (toldOverBound && !verdict.overBound()) {
      events.accept(
          new Recovered(
              owner.name(), owner.name() + " keeps its bound again, at " + held + unit()));
    }
    toldOverBound = verdict.overBound();
  }

  private WatchEvent event(Owner owner, long held) {
    long anHour = Math.round(verdict.growthPerSample() / seconds(sampleEvery) * SECONDS_AN_HOUR);
    Duration toFull = timeToFull();
    String evidence =
        String.format(
            Locale.ROOT,
            "%s holds %,d%s, %,d of them old, and grows by %,d an hour (seen over %d samples); the heap is full in %s",
            owner.name(),
            held,
            unit(),
            verdict.survivors(),
            anHour,
            16 * verdict.spacing(),
            toFull);
    return verdict.level() == Level.LEAK
        ? new Leak(owner, held, verdict.survivors(), anHour, toFull, evidence)
        : new Suspect(owner, held, verdict.survivors(), anHour, evidence);
  }

  private Duration timeToFull() {
    double seconds = Math.min(verdict.samplesToFull() * seconds(sampleEvery), Integer.MAX_VALUE);
    return Duration.ofSeconds(Math.round(seconds));
  }

  private String unit() {
    return inBytes ? " bytes" : " entries";
  }

  private OwnerSample sample(Holding holding) {
    long held = inBytes ? Math.max(0, holding.bytes()) : holding.entries();
    return holding.agesKnown()
        ? OwnerSample.of(
            held,
            holding.lastId(),
            inBytes ? holding::estimatedBytesBefore : holding::estimatedEntriesBefore)
        : OwnerSample.withoutAges(held);
  }

  private static Promise promise(Bound bound, boolean inBytes) {
    return switch (bound.kind()) {
      case BYTES -> inBytes ? Promise.atMost(bound.limit()) : Promise.none();
      case ENTRIES -> Promise.atMost(bound.limit());
      case BATCH -> Promise.batch();
      case NONE -> Promise.none();
    };
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
