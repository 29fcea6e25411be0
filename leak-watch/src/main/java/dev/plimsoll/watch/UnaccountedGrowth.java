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
import org.jspecify.annotations.Nullable;

/**
 * Watches the heap after major collections less what all owners hold. Growth there has no owner and
 * no known age, so it is never more than pressure; a class is named only when it makes up half of
 * the growth between two histograms, the first taken when growth was told, the second once it has
 * grown by half again.
 */
final class UnaccountedGrowth {

  private static final System.Logger LOGGER = System.getLogger(UnaccountedGrowth.class.getName());
  private static final double MORE_BEFORE_SECOND_LOOK = 1.5;

  private final boolean histograms;
  private final GrowthRule rule;
  private final Supplier<HeapHistogram> histogram;
  private boolean told;
  private long atFirstLook;
  private @Nullable HeapHistogram firstLook;

  UnaccountedGrowth(LeakWatchConfig config, Supplier<HeapHistogram> histogram) {
    this.histograms = config.histograms();
    this.rule = GrowthRule.onBytes(Promise.none(), config.thresholds());
    this.histogram = histogram;
  }

  void collected(long afterBytes, long ownedBytes, HeapSample heap, Consumer<WatchEvent> events) {
    long unaccounted = Math.max(0, afterBytes - ownedBytes);
    Verdict verdict = rule.judge(OwnerSample.withoutAges(unaccounted), heap);
    boolean grows = verdict.level() != Verdict.Level.CALM;
    if (grows && !told) {
      told = true;
      events.accept(new Pressure(Kind.UNACCOUNTED_GROWTH, heap.level(), text(unaccounted)));
      atFirstLook = unaccounted;
      firstLook = look();
    } else if (told && firstLook != null && unaccounted > MORE_BEFORE_SECOND_LOOK * atFirstLook) {
      secondLook(unaccounted, heap, events);
    }
    if (!grows && told && unaccounted < atFirstLook) {
      told = false;
      firstLook = null;
      events.accept(new Recovered(Kind.UNACCOUNTED_GROWTH.name(), text(unaccounted)));
    }
  }

  private void secondLook(long unaccounted, HeapSample heap, Consumer<WatchEvent> events) {
    HeapHistogram before = firstLook;
    HeapHistogram after = look();
    firstLook = null;
    if (before == null || after == null) {
      return;
    }
    Optional<Change> mostGrown = HeapDiff.between(before, after).classes().stream().findFirst();
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

  private @Nullable HeapHistogram look() {
    if (!histograms) {
      return null;
    }
    try {
      return histogram.get();
    } catch (IllegalStateException refused) {
      LOGGER.log(System.Logger.Level.INFO, "no class is named: {0}", refused.getMessage());
      return null;
    }
  }

  private static String text(long bytes) {
    return String.format(Locale.ROOT, "%,d bytes that no owner accounts for, and growing", bytes);
  }
}
