package dev.plimsoll.watch.rule;

import dev.plimsoll.watch.rule.SeriesRun.Judge;
import dev.plimsoll.watch.rule.SeriesRun.Moment;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The rules that are compared, each as its users would set it up. */
final class Judges {

  static final String SUSPECT = "suspect";
  static final String LEAK = "leak";
  static final String LEAK_IF_BOUNDED = "leak, had it declared its bound";

  /** Statistics look at so many samples, and again after so many more. */
  private static final int WINDOW = 40;

  private static final int STRIDE = 8;

  /** A statistic must show at least this growth over its window, as a part of what is held. */
  private static final double LEAST_GROWTH = 0.05;

  private Judges() {}

  /** The rule of this module, at both of its levels. */
  static Map<String, Supplier<Judge>> ours(Workload workload) {
    Map<String, Supplier<Judge>> judges = new LinkedHashMap<>();
    judges.put(SUSPECT, () -> new Ours(workload.promise(), Verdict.Level.SUSPECT));
    judges.put(LEAK, () -> new Ours(workload.promise(), Verdict.Level.LEAK));
    if (!workload.leaks()) {
      judges.put(
          LEAK_IF_BOUNDED, () -> new Ours(Promise.atMost(Workload.Sizes.ROOM), Verdict.Level.LEAK));
    }
    return judges;
  }

  static Map<String, Supplier<Judge>> peers() {
    Map<String, Supplier<Judge>> judges = new LinkedHashMap<>();
    judges.put("five in a row", FiveInARow::new);
    judges.put("regression", () -> new Windowed(Judges::regressionRises));
    judges.put("Mann-Kendall", () -> new Windowed(Judges::mannKendallRises));
    judges.put(
        "level 85%", () -> moment -> moment.heap().level() > 0.85 ? SeriesRun.SOMEBODY : null);
    return judges;
  }

  private static final class Ours implements Judge {
    private final Promise promise;
    private final Verdict.Level least;
    private final Map<String, GrowthRule> rules = new HashMap<>();

    Ours(Promise promise, Verdict.Level least) {
      this.promise = promise;
      this.least = least;
    }

    @Override
    public String accused(Moment moment) {
      String accused = null;
      for (Map.Entry<String, OwnerSample> owner : moment.owners().entrySet()) {
        Promise promised = owner.getKey().equals(SeriesRun.SUBJECT) ? promise : Promise.none();
        GrowthRule rule =
            rules.computeIfAbsent(
                owner.getKey(), name -> GrowthRule.onBytes(promised, Thresholds.defaults()));
        if (rule.judge(owner.getValue(), moment.heap()).level().compareTo(least) >= 0
            && accused == null) {
          accused = owner.getKey();
        }
      }
      return accused;
    }
  }

  /** memwatch: each eighth sample stands for a full collection. */
  private static final class FiveInARow implements Judge {
    private final ConsecutiveGrowth rule = new ConsecutiveGrowth(5);

    @Override
    public String accused(Moment moment) {
      boolean full = moment.tick() % STRIDE == 0;
      return full && rule.collected(moment.heap().usedBytes()) ? SeriesRun.SOMEBODY : null;
    }
  }

  private interface Statistic {
    boolean rises(double[] values);
  }

  private static final class Windowed implements Judge {
    private final Statistic statistic;
    private final Map<String, Deque<Double>> windows = new HashMap<>();

    Windowed(Statistic statistic) {
      this.statistic = statistic;
    }

    @Override
    public String accused(Moment moment) {
      String accused = null;
      for (Map.Entry<String, OwnerSample> owner : moment.owners().entrySet()) {
        Deque<Double> window = windows.computeIfAbsent(owner.getKey(), name -> new ArrayDeque<>());
        window.add((double) owner.getValue().held());
        if (window.size() > WINDOW) {
          window.remove();
        }
        boolean due = window.size() == WINDOW && moment.tick() % STRIDE == 0;
        if (due && statistic.rises(window.stream().mapToDouble(Double::doubleValue).toArray())) {
          accused = accused == null ? owner.getKey() : accused;
        }
      }
      return accused;
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
