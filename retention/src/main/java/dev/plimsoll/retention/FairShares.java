package dev.plimsoll.retention;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who has how much of a budget by right, and who has the most beyond that. */
final class FairShares {

  private final double bytesPerWeight;
  private final List<BudgetLine> lines;

  private FairShares(double bytesPerWeight, List<BudgetLine> lines) {
    this.bytesPerWeight = bytesPerWeight;
    this.lines = lines;
  }

  static FairShares of(long limit, List<BudgetLine> lines) {
    double weights = 0;
    for (BudgetLine line : lines) {
      weights += line.weight();
    }
    return new FairShares(limit / weights, lines);
  }

  long of(BudgetLine line) {
    return (long) (bytesPerWeight * line.weight());
  }

  /** {@return the member that exceeds its share by the most bytes, or null when none does} */
  @Nullable Excess mostInExcess(Collection<BudgetLine> exceptThese) {
    Excess most = null;
    for (BudgetLine line : lines) {
      long bytes = line.used() - of(line);
      if (bytes > (most == null ? 0 : most.bytes()) && !exceptThese.contains(line)) {
        most = new Excess(line, bytes);
      }
    }
    return most;
  }

  /** By how many bytes a member exceeded its share when it was looked at. */
  record Excess(BudgetLine line, long bytes) {}
}
