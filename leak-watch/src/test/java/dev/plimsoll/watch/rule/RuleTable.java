package dev.plimsoll.watch.rule;

import dev.plimsoll.watch.rule.SeriesRun.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;

/** The comparison as a table in Markdown. */
final class RuleTable {

  private RuleTable() {}

  static String of(
      Map<Workload, Map<String, List<Outcome>>> accusations,
      ToIntFunction<Workload> runs,
      int peerRuns) {
    StringBuilder table =
        new StringBuilder(
            "\nAccused in so many runs; for leaks, with the heap that was free in the median (and in the worst 5%)\n\n| series |");
    List<String> judges = Judges.ALL;
    judges.forEach(judge -> table.append(' ').append(judge).append(" |"));
    table.append("\n|---|").append("---|".repeat(judges.size())).append('\n');
    accusations.forEach(
        (workload, byJudge) -> {
          table
              .append("| ")
              .append(workload.name().toLowerCase(Locale.ROOT).replace('_', ' '))
              .append(" |");
          for (String judge : judges) {
            boolean asked = !workload.leaks() || !judge.equals(Judges.LEAK_IF_BOUNDED);
            List<Outcome> outcomes = byJudge.getOrDefault(judge, List.of());
            String said =
                asked
                    ? cell(workload, outcomes, isOurs(judge) ? runs.applyAsInt(workload) : peerRuns)
                    : "";
            table.append(' ').append(said).append(" |");
          }
          table.append('\n');
        });
    return table.toString();
  }

  private static boolean isOurs(String judge) {
    return judge.equals(Judges.SUSPECT) || judge.startsWith(Judges.LEAK);
  }

  private static String cell(Workload workload, List<Outcome> outcomes, int runs) {
    String part = String.format(Locale.ROOT, "%.1f%%", 100.0 * outcomes.size() / runs);
    return workload.leaks() && !outcomes.isEmpty()
        ? part
            + String.format(
                Locale.ROOT,
                ", %.0f%% (%.0f%%)",
                100 * medianFree(outcomes),
                100 * quantileFree(outcomes, 0.05))
        : part;
  }

  static double medianFree(List<Outcome> outcomes) {
    return quantileFree(outcomes, 0.5);
  }

  private static double quantileFree(List<Outcome> outcomes, double quantile) {
    double[] free = outcomes.stream().mapToDouble(Outcome::free).sorted().toArray();
    return free[(int) (quantile * (free.length - 1))];
  }
}
