package dev.plimsoll.simulator;

import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * One figure of the error table.
 *
 * @param runtime whose figure it is
 * @param program what ran
 * @param figure what was measured
 * @param real what the real heap did
 * @param simulated what the simulated heap did
 * @param bound how far they may be apart
 */
record ErrorCell(
    String runtime, String program, String figure, long real, long simulated, Bound bound) {

  /** How far a simulated figure may be from the real one. */
  record Bound(double tolerance, boolean relative) {
    static Bound percent(double percent) {
      return new Bound(percent / 100, true);
    }

    static Bound within(double count) {
      return new Bound(count, false);
    }

    @Override
    public String toString() {
      if (tolerance == 0) {
        return "exact";
      }
      return relative
          ? String.format(Locale.ROOT, "%.0f%%", tolerance * 100)
          : String.format(Locale.ROOT, "±%.0f", tolerance);
    }
  }

  /** The relative error; 0 where both are 0. */
  double error() {
    return real == simulated ? 0 : (double) (simulated - real) / Math.max(1, Math.abs(real));
  }

  boolean holds() {
    double distance = bound.relative() ? Math.abs(error()) : (double) Math.abs(simulated - real);
    return distance <= bound.tolerance();
  }

  /** Whether it is as close to what the same program did in other runs of the real heap. */
  boolean liesInSpread() {
    List<Long> runs = RealSpread.of(runtime, program, figure);
    if (runs.isEmpty() || !bound.relative()) {
      return false;
    }
    double least = Math.min(real, Collections.min(runs)) * (1 - bound.tolerance());
    double most = Math.max(real, Collections.max(runs)) * (1 + bound.tolerance());
    return simulated >= least && simulated <= most;
  }

  boolean isOutside() {
    return !holds() && !liesInSpread();
  }

  private String verdict() {
    if (isOutside()) {
      return "**outside**";
    }
    return holds() ? "" : "in the spread of real runs";
  }

  String markdown() {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %,d | %,d | %+.1f%% | %s | %s |",
        runtime,
        program,
        figure,
        real,
        simulated,
        100 * error(),
        bound,
        verdict());
  }
}
