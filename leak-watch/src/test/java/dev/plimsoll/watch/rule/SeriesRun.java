package dev.plimsoll.watch.rule;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * One run of one workload with two innocent bystanders beside it, a cache that fills to its bound
 * and one whose entries expire, and what a rule said meanwhile. It ends after its ticks, or when
 * the heap is full.
 */
final class SeriesRun {

  /** What is judged at a tick: every owner by name, and the heap. */
  record Moment(int tick, Map<String, OwnerSample> owners, HeapSample heap) {}

  /** A rule under test. */
  interface Judge {
    /**
     * Hears a moment and names whom it accuses: an owner, {@link #SOMEBODY}, or null for nobody.
     */
    String accused(Moment moment);
  }

  static final String SUBJECT = "subject";
  static final String SOMEBODY = "somebody";

  private static final double HEAP_NOISE = 0.01;

  /**
   * The first accusation: whom, and which part of the heap was free; accused is null when there was
   * none.
   */
  record Outcome(String accused, double free) {}

  private SeriesRun() {}

  /** Runs the workload and returns each judge's first accusation. */
  static Map<String, Outcome> run(
      Workload workload, long seed, Map<String, Supplier<Judge>> judges) {
    Random random = new Random(seed);
    int ticks = Workload.length(random);
    int end = workload.leaks() ? 2 * ticks : ticks;
    Map<String, SimulatedOwner> owners = new LinkedHashMap<>();
    Map<String, Workload.Ticker> tickers = new LinkedHashMap<>();
    owners.put(SUBJECT, new SimulatedOwner(end));
    tickers.put(SUBJECT, workload.start(random, ticks));
    owners.put("bystander", new SimulatedOwner(end));
    tickers.put("bystander", bystander(random));
    Map<String, Judge> started = new LinkedHashMap<>();
    judges.forEach((name, judge) -> started.put(name, judge.get()));
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    for (int tick = 0; tick < end; tick++) {
      long held = 0;
      Map<String, OwnerSample> samples = new LinkedHashMap<>();
      for (Map.Entry<String, SimulatedOwner> owner : owners.entrySet()) {
        tickers.get(owner.getKey()).tick(tick, owner.getValue());
        samples.put(owner.getKey(), owner.getValue().sample());
        held += owner.getValue().held();
      }
      long used =
          (long) ((Workload.Sizes.OTHERS + held) * (1 + HEAP_NOISE * random.nextGaussian()));
      if (used >= Workload.Sizes.HEAP) {
        break;
      }
      Moment moment = new Moment(tick, samples, new HeapSample(used, Workload.Sizes.HEAP));
      started.forEach((name, judge) -> note(outcomes, name, judge.accused(moment), moment));
    }
    return outcomes;
  }

  private static void note(
      Map<String, Outcome> outcomes, String judge, String accused, Moment moment) {
    if (accused != null) {
      outcomes.putIfAbsent(judge, new Outcome(accused, 1 - moment.heap().level()));
    }
  }

  private static Workload.Ticker bystander(Random random) {
    int life = 5 + random.nextInt(40);
    long births = Workload.Sizes.HEAP / 50 / life;
    return (tick, owner) -> {
      owner.add(tick, Workload.noisy(random, births));
      owner.remove(tick - life, Long.MAX_VALUE);
    };
  }
}
