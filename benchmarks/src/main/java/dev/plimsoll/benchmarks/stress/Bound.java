package dev.plimsoll.benchmarks.stress;

import dev.plimsoll.cache.LimitableMap;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * The bound of a full {@link LimitableMap}, while a thread inserts. Two actors each, so that two
 * processors are enough.
 */
public final class Bound {

  private Bound() {}

  /** A full map of one entry has one entry for every observer. */
  @JCStressTest
  @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "the old entry, or one of the new")
  @Outcome(expect = Expect.FORBIDDEN, desc = "the bound was passed, or an entry was lost")
  @State
  public static class SizeIsTheLimit {

    private final LimitableMap<Integer, Integer> map = new LimitableMap<>(1);

    /** Fills the map. */
    public SizeIsTheLimit() {
      map.put(0, 0);
    }

    /** Inserts twice. */
    @Actor
    public void writer() {
      map.put(1, 1);
      map.put(2, 2);
    }

    /**
     * Observes.
     *
     * @param result what it saw
     */
    @Actor
    public void observer(I_Result result) {
      result.r1 = map.size();
    }
  }

  /** An iteration gives no more entries than the limit, however many come and go meanwhile. */
  @JCStressTest
  @Outcome(
      id = {"0", "1", "2"},
      expect = Expect.ACCEPTABLE,
      desc = "no more than the limit")
  @Outcome(expect = Expect.FORBIDDEN, desc = "the bound was passed")
  @State
  public static class IterationIsWithinTheLimit {

    private final LimitableMap<Integer, Integer> map = new LimitableMap<>(2);

    /** Fills the map. */
    public IterationIsWithinTheLimit() {
      map.put(0, 0);
      map.put(1, 1);
    }

    /** Inserts three times. */
    @Actor
    public void writer() {
      map.put(2, 2);
      map.put(3, 3);
      map.put(4, 4);
    }

    /**
     * Observes.
     *
     * @param result what it saw
     */
    @Actor
    public void observer(I_Result result) {
      for (Integer ignored : map.values()) {
        result.r1++;
      }
    }
  }

  /** The old entry leaves in the very step in which the new one comes: one of them is there. */
  @JCStressTest
  @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "before")
  @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "after")
  @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "the step came between the looks")
  @Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "neither of them was there")
  @State
  public static class EvictionIsOneStep {

    private final LimitableMap<Integer, Integer> map = new LimitableMap<>(1);

    /** Fills the map. */
    public EvictionIsOneStep() {
      map.put(0, 0);
    }

    /** Inserts. */
    @Actor
    public void writer() {
      map.put(1, 1);
    }

    /**
     * Looks for the old entry, then for the new one.
     *
     * @param result which were there
     */
    @Actor
    public void observer(II_Result result) {
      result.r1 = map.containsKey(0) ? 1 : 0;
      result.r2 = map.containsKey(1) ? 1 : 0;
    }
  }

  /** A read finds its key while an insertion makes the table grow. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "both were found")
  @Outcome(expect = Expect.FORBIDDEN, desc = "a read missed a key that was there all the time")
  @State
  public static class GrowthHidesNothing {

    private static final int BEFORE_GROWTH = 16;

    private final LimitableMap<Integer, Integer> map = new LimitableMap<>(BEFORE_GROWTH * 2);

    /** Fills the table. */
    public GrowthHidesNothing() {
      for (int key = 0; key < BEFORE_GROWTH; key++) {
        map.put(key * BEFORE_GROWTH, key);
      }
    }

    /** Inserts one more. */
    @Actor
    public void writer() {
      map.put(1, 1);
    }

    /**
     * Looks for two that were there before.
     *
     * @param result which were found
     */
    @Actor
    public void observer(II_Result result) {
      result.r1 = map.containsKey(BEFORE_GROWTH) ? 1 : 0;
      result.r2 = map.containsKey(BEFORE_GROWTH * 2) ? 1 : 0;
    }
  }
}
