package dev.plimsoll.benchmarks.stress;

import dev.plimsoll.cache.LimitableMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Who reads a value from a {@link LimitableMap} sees all that was written to it before. */
public final class Publication {

  private static final int ABSENT = -1;
  private static final Integer KEY = 1;

  private Publication() {}

  /** Has plain fields, which only the map can publish. */
  private static final class Box {
    private int a;
    private int b;
    private int c;

    private static Box filled(int with) {
      Box box = new Box();
      box.a = with;
      box.b = with;
      box.c = with;
      return box;
    }

    private static int sumOf(@Nullable Box box) {
      return box == null ? ABSENT : box.a + box.b + box.c;
    }
  }

  /** By an insertion that evicts. */
  @JCStressTest
  @Outcome(id = "-1", expect = Expect.ACCEPTABLE, desc = "not there yet")
  @Outcome(id = "3", expect = Expect.ACCEPTABLE, desc = "all of it")
  @Outcome(expect = Expect.FORBIDDEN, desc = "a part of it")
  @State
  public static class ByInsertion {

    private final LimitableMap<Integer, Box> map = new LimitableMap<>(1);

    /** Fills the map. */
    public ByInsertion() {
      map.put(0, new Box());
    }

    /** Inserts. */
    @Actor
    public void writer() {
      map.put(KEY, Box.filled(1));
    }

    /**
     * Reads.
     *
     * @param result the sum of the fields
     */
    @Actor
    public void reader(I_Result result) {
      result.r1 = Box.sumOf(map.get(KEY));
    }
  }

  /** By a replacement, which takes no lock. */
  @JCStressTest
  @Outcome(id = "3", expect = Expect.ACCEPTABLE, desc = "all of the old one")
  @Outcome(id = "6", expect = Expect.ACCEPTABLE, desc = "all of the new one")
  @Outcome(expect = Expect.FORBIDDEN, desc = "a part of it")
  @State
  public static class ByReplacement {

    private final LimitableMap<Integer, Box> map = new LimitableMap<>(1);

    /** Fills the map. */
    public ByReplacement() {
      map.put(KEY, Box.filled(1));
    }

    /** Replaces. */
    @Actor
    public void writer() {
      map.put(KEY, Box.filled(2));
    }

    /**
     * Reads.
     *
     * @param result the sum of the fields
     */
    @Actor
    public void reader(I_Result result) {
      result.r1 = Box.sumOf(map.get(KEY));
    }
  }

  /** By a load: once, and both who asked get all of it. */
  @JCStressTest
  @Outcome(id = "3, 3, 1", expect = Expect.ACCEPTABLE, desc = "one load, and both got all of it")
  @Outcome(expect = Expect.FORBIDDEN, desc = "loaded twice, or a part of it")
  @State
  public static class ByLoad {

    private final LimitableMap<Integer, Box> map = new LimitableMap<>(1);
    private final AtomicInteger loads = new AtomicInteger();

    private int load() {
      return Box.sumOf(
          map.computeIfAbsent(
              KEY,
              key -> {
                loads.incrementAndGet();
                return Box.filled(1);
              }));
    }

    /**
     * Asks.
     *
     * @param result the sum of the fields
     */
    @Actor
    public void first(III_Result result) {
      result.r1 = load();
    }

    /**
     * Asks, too.
     *
     * @param result the sum of the fields
     */
    @Actor
    public void second(III_Result result) {
      result.r2 = load();
    }

    /**
     * Counts.
     *
     * @param result how many loads there were
     */
    @Arbiter
    public void count(III_Result result) {
      result.r3 = loads.get();
    }
  }

  /** No update is lost between two that race. */
  @JCStressTest
  @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "both")
  @Outcome(expect = Expect.FORBIDDEN, desc = "one was lost")
  @State
  public static class OfTwoUpdates {

    private final LimitableMap<Integer, Integer> map = new LimitableMap<>(1);

    /** Adds one. */
    @Actor
    public void first() {
      map.merge(KEY, 1, Integer::sum);
    }

    /** Adds one. */
    @Actor
    public void second() {
      map.merge(KEY, 1, Integer::sum);
    }

    /**
     * Looks at the end.
     *
     * @param result the sum
     */
    @Arbiter
    public void sum(I_Result result) {
      result.r1 = map.getOrDefault(KEY, 0);
    }
  }
}
