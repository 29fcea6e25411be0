package dev.plimsoll.watch.rule;

import dev.plimsoll.watch.rule.SeriesRun.Accuser;
import dev.plimsoll.watch.rule.SeriesRun.Judge;
import dev.plimsoll.watch.rule.SeriesRun.Moment;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rules that are compared, each as its users would set it up. */
final class Judges {

  static final String SUSPECT = "suspect";
  static final String LEAK = "leak";
  static final String LEAK_IF_BOUNDED = "leak, had it declared its bound";
  static final List<String> ALL =
      List.of(
          SUSPECT,
          LEAK,
          LEAK_IF_BOUNDED,
          "five in a row",
          "regression",
          "Mann-Kendall",
          "level 85%");

  /** Statistics look at so many samples, and again after so many more. */
  private static final int WINDOW = 40;

  private static final int STRIDE = 8;

  /** A statistic must show at least this growth over its window, as a part of what is held. */
  private static final double LEAST_GROWTH = 0.05;

  private Judges() {}

  /** The rule of this module, at both of its levels. */
  static List<Judge> ours(Workload workload) {
    Judge rule = new Ours(workload.promise(), SUSPECT, LEAK);
    return workload.leaks()
        ? List.of(rule)
        : List.of(rule, new Ours(Promise.atMost(Workload.Sizes.ROOM), "", LEAK_IF_BOUNDED));
  }

  static List<Judge> peers() {
    return List.of(
        new FiveInARow(),
        new Windowed("regression", Judges::regressionRises),
        new Windowed("Mann-Kendall", Judges::mannKendallRises),
        (moment, accuser) -> {
          if (moment.heap().level() > 0.85) {
            accuser.accuse("level 85%", SeriesRun.SOMEBODY);
          }
        });
  }

  private static final class Ours implements Judge {
    private final Promise promise;
    private final String suspect;
    private final String leak;
    private final Map<String, GrowthRule> rules = new HashMap<>();

    /** Accuses under these names; a blank one is not told. */
    Ours(Promise promise, String suspect, String leak) {
      this.promise = promise;
      this.suspect = suspect;
      this.leak = leak;
    }

    @Override
    public void hear(Moment moment, Accuser accuser) {
      moment
          .owners()
          .forEach(
              (name, sample) -> {
                if (suspect.isBlank() && !name.equals(SeriesRun.SUBJECT)) {
                  return; // its bound is the subject's alone
                }
                Verdict.Level level = ruleFor(name).judge(sample, moment.heap()).level();
                if (level != Verdict.Level.CALM && !suspect.isBlank()) {
                  accuser.accuse(suspect, name);
                }
                if (level == Verdict.Level.LEAK) {
                  accuser.accuse(leak, name);
                }
              });
    }

    private GrowthRule ruleFor(String owner) {
      Promise promised = owner.equals(SeriesRun.SUBJECT) ? promise : Promise.none();
      return rules.computeIfAbsent(
          owner, name -> GrowthRule.onBytes(promised, Thresholds.defaults()));
    }
  }

  /** memwatch: each eighth sample stands for a full collection. */
  private static final class FiveInARow implements Judge {
    private final ConsecutiveGrowth rule = new ConsecutiveGrowth(5);

    @Override
    public void hear(Moment moment, Accuser accuser) {
      boolean full = moment.tick() % STRIDE == 0;
      if (full && rule.collected(moment.heap().usedBytes())) {
        accuser.accuse("five in a row", SeriesRun.SOMEBODY);
      }
    }
  }

  private interface Statistic {
    boolean rises(double[] values);
  }

  private static final class Windowed implements Judge {
    private final String name;
    private final Statistic statistic;
    private final Map<String, Deque<Double>> windows = new HashMap<>();

    Windowed(String name, Statistic statistic) {
      this.name = name;
      this.statistic = statistic;
    }

    @Override
    public void hear(Moment moment, Accuser accuser) {
      moment
          .owners()
          .forEach(
              (owner, sample) -> {
                Deque<Double> window = windows.computeIfAbsent(owner, unseen -> new ArrayDeque<>());
                window.add((double) sample.held());
                if (window.size() > WINDOW) {
                  window.remove();
                }
                boolean due = window.size() == WINDOW && moment.tick() % STRIDE == 0;
                if (due
                    && statistic.rises(
                        window.stream().mapToDouble(Double::doubleValue).toArray())) {
                  accuser.accuse(name, owner);
                }
              });
    }
  }

  /** Least squares: the line rises and explains 80% of the variance. */
  private static boolean regressionRises(double[] y) {
    double n = y.length;
    double meanX = (n - 1) / 2;
    double meanY = 0;
    for (double value : y) {
      meanY += value / n;
    }
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int x = 0; x < y.length; x++) {
      xy += (x - meanX) * (y[x] - meanY);
      xx += (x - meanX) * (x - meanX);
      yy += (y[x] - meanY) * (y[x] - meanY);
    }
    double slope = xy / xx;
    return slope * n > LEAST_GROWTH * meanY && xy * xy > 0.8 * xx * yy;
  }

  /**
   * Mann (1945), Kendall (1975): a rising trend at the 1% level, with the slope of Theil (1950) and
   * Sen (1968).
   */
  private static boolean mannKendallRises(double[] y) {
    int n = y.length;
    double[] slopes = new double[n * (n - 1) / 2];
    int pairs = 0;
    int score = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        score += (int) Math.signum(y[j] - y[i]);
        slopes[pairs++] = (y[j] - y[i]) / (j - i);
      }
    }
    Arrays.sort(slopes);
    double z = (score - 1) / Math.sqrt(n * (n - 1.0) * (2 * n + 5) / 18);
    return z > 2.326 && slopes[pairs / 2] * n > LEAST_GROWTH * y[n - 1];
  }
}
