package dev.plimsoll.watch;

import dev.plimsoll.watch.HeapDiff.Change;
import dev.plimsoll.watch.WatchEvent.Pressure;
import dev.plimsoll.watch.WatchEvent.Pressure.Kind;
import dev.plimsoll.watch.WatchEvent.Recovered;
import dev.plimsoll.watch.rule.GrowthRule;
import dev.plimsoll.watch.rule.HeapSample;
import dev.plimsoll.watch.rule.OwnerSample;
import dev.plimsoll.watch.rule.Promise;
import dev.plimsoll.watch.rule.Verdict;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Watches the heap after major collections less what all owners hold. Growth there has no owner and
 * no known age, so it is never more than pressure; a class is named only when it makes up half of
 * the growth between two histograms, the first taken when growth was told, the second once it has
 * grown by 40% more.
 */
final class UnaccountedGrowth {

  private static final double MORE_BEFORE_SECOND_LOOK = 1.4;

  private final Histograms histograms;
  private final GrowthRule rule;
  private boolean told;
  private long atFirstLook;

  UnaccountedGrowth(LeakWatchConfig config, Supplier<HeapHistogram> histogram) {
    this.histograms = new Histograms(config.histograms(), histogram);
    this.rule = GrowthRule.onBytes(Promise.none(), config.thresholds());
  }

  void collected(long afterBytes, long ownedBytes, HeapSample heap, Consumer<WatchEvent> events) {
    long unaccounted = Math.max(0, afterBytes - ownedBytes);
    Verdict verdict = rule.judge(OwnerSample.withoutAges(unaccounted), heap);
    boolean grows = verdict.level() != Verdict.Level.CALM;
    if (grows && !told) {
      told = true;
      events.accept(new Pressure(Kind.UNACCOUNTED_GROWTH, heap.level(), text(unaccounted)));
      atFirstLook = unaccounted;
      histograms.lookFirst();
    } else if (told
        && histograms.hasFirst()
        && unaccounted > MORE_BEFORE_SECOND_LOOK * atFirstLook) {
      secondLook(unaccounted, heap, events);
    }
    if (!grows && told && unaccounted < atFirstLook) {
      told = false;
      histograms.forget();
      events.accept(new Recovered(Kind.UNACCOUNTED_GROWTH.name(), text(unaccounted)));
    }
  }

  private void secondLook(long unaccounted, HeapSample heap, Consumer<WatchEvent> events) {
    Optional<Change> mostGrown = histograms.mostGrown();
    histograms.forget();
    if (mostGrown.isPresent() && mostGrown.get().bytes() >= (unaccounted - atFirstLook) / 2) {
      Change change = mostGrown.get();
      String named =
          String.format(
              Locale.ROOT,
              "%s; %s has grown by %,d bytes of it",
              text(unaccounted),
              change.name(),
              change.bytes());
      events.accept(new Pressure(Kind.UNACCOUNTED_GROWTH, heap.level(), named));
    }
  }

  private static String text(long bytes) {
    return String.format(Locale.ROOT, "%,d bytes that no owner accounts for, and growing", bytes);
  }
}
