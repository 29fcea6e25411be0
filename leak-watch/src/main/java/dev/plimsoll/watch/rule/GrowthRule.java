package dev.plimsoll.watch.rule;

import dev.plimsoll.watch.rule.GrowthLevel.Trend;
import dev.plimsoll.watch.rule.Verdict.Level;
import java.util.Arrays;
import java.util.List;

/**
 * Judges one owner, sample by sample.
 *
 * <p><b>Suspect</b>: what it has held for long (20 samples) grows evenly, the oldest of it stay,
 * its floors rise with it, growth does not slow over this or any longer time, no bound explains it,
 * it stands above its peak before any earlier release, and it matters: a twentieth of the heap is
 * the owner's, and the heap is half full after collection, or at 56% if the owner has let nothing
 * go yet and may be filling for the first time.
 *
 * <p><b>Leak</b>: it also stands a quarter above that peak and at more than twice its last plateau
 * (a rebuild holds the old and the new for a while), and the heap will be full within 60 samples
 * and is at 70%, at 78% for a first filling unless it is over its bound. From 90% on, growth that
 * stays is enough, even or not: there is no time left for doubt.
 *
 * <p>Every window is looked at with 1, 4, 16 and 64 samples to a point, so that a slow leak shows
 * too; the samples of a threshold are those of the spacing. A batch declared as such, and an owner
 * whose ages are unknown and that keeps its promise or made none, stop at suspect. Memory is fixed:
 * about 6 KB an owner. Not safe for use by several threads.
 */
public final class GrowthRule {

  private static final int[] SPACINGS = {1, 4, 16, 64};
  private static final double TWICE_AND_A_BIT = 2.1;

  /** An owner with less than this part of the heap is not worth a word. */
  private static final double WORTH_A_WORD = 0.05;

  /**
   * A container that is full takes one in before it lets one go: whoever looks at that moment sees
   * it over its bound. Growth beyond the bound must fill a window of its own.
   */
  private static final int OVER_FOR_GOOD = 3;

  /** From this heap level on there is no time left for doubt. */
  private static final double NO_DOUBT = 0.9;

  private final Promise promise;
  private final boolean inBytes;
  private final Thresholds thresholds;
  private final List<GrowthLevel> levels;
  private final Ring newestIds;
  private final ReleaseMemory releases = new ReleaseMemory();
  private long samplesOverBound;

  private GrowthRule(Promise promise, boolean inBytes, Thresholds thresholds) {
    this.promise = promise;
    this.inBytes = inBytes;
    this.thresholds = thresholds;
    this.newestIds = new Ring(thresholds.oldAfter());
    this.levels =
        Arrays.stream(SPACINGS)
            .mapToObj(spacing -> new GrowthLevel(spacing, thresholds.oldAfter()))
            .toList();
  }

  /**
   * {@return the rule for an owner whose bytes are known}
   *
   * @param promise what the owner promised, in bytes
   * @param thresholds the rule's numbers
   */
  public static GrowthRule onBytes(Promise promise, Thresholds thresholds) {
    return new GrowthRule(promise, true, thresholds);
  }

  /**
   * {@return the rule for an owner of whom only entries are known; how soon the heap is full is
   * told by the heap's own growth}
   *
   * @param promise what the owner promised, in entries
   * @param thresholds the rule's numbers
   */
  public static GrowthRule onEntries(Promise promise, Thresholds thresholds) {
    return new GrowthRule(promise, false, thresholds);
  }

  /**
   * Judges the owner after its next sample.
   *
   * @param owner what it holds now
   * @param heap how full the heap is; in bytes, whatever the owner's unit
   * @return what the rule says
   */
  public Verdict judge(OwnerSample owner, HeapSample heap) {
    remember(owner, heap);
    boolean overBound = samplesOverBound >= OVER_FOR_GOOD;
    Verdict worst = Verdict.calm(overBound);
    if (isExplained(owner) || !isWorthAWord(owner, heap)) {
      return worst;
    }
    for (GrowthLevel level : levels) {
      if (accuses(level, heap) && heap.level() >= suspectLevel(level.trend(), overBound)) {
        Verdict verdict = verdict(level, owner, heap, overBound);
        worst = verdict.level().compareTo(worst.level()) > 0 ? verdict : worst;
      }
    }
    return worst;
  }

  private void remember(OwnerSample owner, HeapSample heap) {
    releases.add(owner.held());
    samplesOverBound = promise.isBrokenBy(owner.held()) ? samplesOverBound + 1 : 0;
    long old =
        owner.agesKnown() ? owner.heldBefore().applyAsLong(newestIds.oldest()) : owner.held();
    newestIds.add(owner.newestId());
    for (GrowthLevel level : levels) {
      level.add(owner, heap, old);
    }
  }

  private boolean isExplained(OwnerSample owner) {
    boolean keepsBound =
        promise.kind() == Promise.Kind.BOUNDED && samplesOverBound < GrowthLevel.POINTS;
    return keepsBound || owner.held() <= releases.earlierPeak();
  }

  private boolean isWorthAWord(OwnerSample owner, HeapSample heap) {
    return heap.level() >= thresholds.suspectLevel()
        && (!inBytes || owner.held() >= WORTH_A_WORD * heap.maxBytes());
  }

  private boolean accuses(GrowthLevel level, HeapSample heap) {
    if (heap.level() > NO_DOUBT) {
      return level.trend().rises();
    }
    return level.trend().grows()
        && levels.stream()
            .noneMatch(longer -> longer.spacing() >= level.spacing() && longer.slows());
  }

  private Verdict verdict(
      GrowthLevel level, OwnerSample owner, HeapSample heap, boolean overBound) {
    Trend trend = level.trend();
    double bytesPerSample = inBytes ? trend.perSample() : Math.max(0, trend.heapPerSample());
    double samplesToFull = heap.freeBytes() / bytesPerSample;
    boolean leak =
        mayLeak(owner, overBound)
            && owner.held() > thresholds.overEarlierPeak() * releases.earlierPeak()
            && isNoRebuild(level, owner, heap)
            && heap.level() >= leakLevel(trend, overBound)
            && samplesToFull <= (double) thresholds.fullWithin() * level.spacing();
    return new Verdict(
        leak ? Level.LEAK : Level.SUSPECT,
        overBound,
        trend.perSample(),
        trend.survivors(),
        samplesToFull,
        level.spacing());
  }

  private boolean mayLeak(OwnerSample owner, boolean overBound) {
    return promise.kind() != Promise.Kind.BATCH && (owner.agesKnown() || overBound);
  }

  private static boolean isNoRebuild(GrowthLevel level, OwnerSample owner, HeapSample heap) {
    return owner.held() > TWICE_AND_A_BIT * level.plateau() || heap.level() > NO_DOUBT;
  }

  private double suspectLevel(Trend trend, boolean overBound) {
    return trend.letsGo() || overBound
        ? thresholds.suspectLevel()
        : thresholds.firstFillSuspectLevel();
  }

  private double leakLevel(Trend trend, boolean overBound) {
    return trend.letsGo() || overBound ? thresholds.leakLevel() : thresholds.firstFillLeakLevel();
  }
}
