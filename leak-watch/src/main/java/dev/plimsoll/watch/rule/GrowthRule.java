package dev.plimsoll.watch.rule;

import dev.plimsoll.watch.rule.GrowthLevel.Trend;
import dev.plimsoll.watch.rule.Verdict.Level;
import java.util.Arrays;
import java.util.List;

/**
 * Judges one owner, sample by sample.
 *
 * <p><b>Suspect</b>: what it has held for long (20 samples) grows evenly, stays, and does not grow
 * slower, its floors rise with it, and no bound explains it. <b>Leak</b>: it also stands a quarter
 * above its peak before any earlier release and at more than twice its last plateau (a rebuild
 * holds the old and the new for a while), does not slow over any longer time either, the heap is at
 * 70% after collection, and will be full within 60 samples. Every window is looked at with 1, 4, 16
 * and 64 samples to a point, so that a slow leak shows too; the samples of a threshold are those of
 * the spacing.
 *
 * <p>A batch declared as such, and an owner whose ages are unknown and that keeps its promise or
 * made none, stop at suspect. Memory is fixed: about 2.5 KB an owner. Not safe for use by several
 * threads.
 */
public final class GrowthRule {

  private static final int[] SPACINGS = {1, 4, 16, 64};
  private static final double TWICE_AND_A_BIT = 2.1;

  private final Promise promise;
  private final boolean inBytes;
  private final Thresholds thresholds;
  private final List<GrowthLevel> levels;
  private final ReleaseMemory releases = new ReleaseMemory();

  private GrowthRule(Promise promise, boolean inBytes, Thresholds thresholds) {
    this.promise = promise;
    this.inBytes = inBytes;
    this.thresholds = thresholds;
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
    releases.add(owner.held());
    levels.forEach(level -> level.add(owner, heap));
    boolean overBound = promise.isBrokenBy(owner.held());
    Verdict worst = Verdict.calm(overBound);
    if (promise.explainsGrowthTo(owner.held())) {
      return worst;
    }
    for (GrowthLevel level : levels) {
      if (level.trend().grows()) {
        Verdict verdict = verdict(level, owner, heap, overBound);
        worst = verdict.level().compareTo(worst.level()) > 0 ? verdict : worst;
      }
    }
    return worst;
  }

  private Verdict verdict(
      GrowthLevel level, OwnerSample owner, HeapSample heap, boolean overBound) {
    Trend trend = level.trend();
    double bytesPerSample = inBytes ? trend.perSample() : Math.max(0, trend.heapPerSample());
    double samplesToFull = heap.freeBytes() / bytesPerSample;
    boolean leak =
        mayLeak(owner, overBound)
            && owner.held() > thresholds.overEarlierPeak() * releases.earlierPeak()
            && owner.held() > TWICE_AND_A_BIT * level.plateau()
            && levels.stream()
                .noneMatch(longer -> longer.spacing() > level.spacing() && longer.trend().slows())
            && heap.level() >= thresholds.leakLevel()
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
}
