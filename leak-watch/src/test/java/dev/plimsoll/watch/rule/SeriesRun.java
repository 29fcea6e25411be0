package dev.plimsoll.watch.rule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * One run of one workload with two innocent bystanders beside it, a cache that fills to its bound
 * and one whose entries expire, and what a rule said meanwhile. It ends after its ticks, or when
 * the heap is full.
 */
final class SeriesRun {

  /** What is judged at a tick: every owner by name, and the heap. */
  record Moment(int tick, Map<String, OwnerSample> owners, HeapSample heap) {}

  /** A rule under test, of one level or of several. */
  interface Judge {
    /** Hears a moment and names whom it accuses, if anybody: an owner, or {@link #SOMEBODY}. */
    void hear(Moment moment, Accuser accuser);
  }

  /** Hears accusations. */
  interface Accuser {
    void accuse(String judge, String accused);
  }

  static final String SUBJECT = "subject";
  static final String SOMEBODY = "somebody";

  private static final double HEAP_NOISE = 0.01;

  /** The first accusation: whom, and which part of the heap was free. */
  record Outcome(String accused, double free) {}

  private SeriesRun() {}

  /** Runs the workload and returns each judge's first accusation, if it made one. */
  static Map<String, Outcome> run(Workload workload, long seed, List<Judge> judges) {
    return run(workload, seed, judges, SimulatedOwner::new);
  }

  /** Does the same with owners of another make. */
  static Map<String, Outcome> run(
      Workload workload, long seed, List<Judge> judges, IntFunction<SimulatedOwner> owner) {
    Random random = new Random(seed);
    int ticks = Workload.length(random);
    int end = workload.leaks() ? 2 * ticks : ticks;
    Map<String, SimulatedOwner> owners = new LinkedHashMap<>();
    Map<String, Workload.Ticker> tickers = new LinkedHashMap<>();
    owners.put(SUBJECT, owner.apply(end));
    tickers.put(SUBJECT, workload.start(random, ticks));
    owners.put("bystander", owner.apply(end));
    tickers.put("bystander", bystander(random));
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    for (int tick = 0; tick < end; tick++) {
      long held = 0;
      Map<String, OwnerSample> samples = new LinkedHashMap<>();
      for (Map.Entry<String, SimulatedOwner> each : owners.entrySet()) {
        tickers.get(each.getKey()).tick(tick, each.getValue());
        samples.put(each.getKey(), each.getValue().sample());
        held += each.getValue().held();
      }
      long used =
          (long) ((Workload.Sizes.OTHERS + held) * (1 + HEAP_NOISE * random.nextGaussian()));
      if (used >= Workload.Sizes.HEAP) {
        break;
      }
      Moment moment = new Moment(tick, samples, new HeapSample(used, Workload.Sizes.HEAP));
      Accuser accuser =
          (judge, accused) ->
              outcomes.putIfAbsent(judge, new Outcome(accused, 1 - moment.heap().level()));
      judges.forEach(judge -> judge.hear(moment, accuser));
      if (judges.size() == 1 && outcomes.containsKey(Judges.LEAK)) {
        break; // nobody has more to say
      }
    }
    return outcomes;
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
