package dev.plimsoll.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far the real heaps' figures lie apart when one program runs several times: eight runs each of
 * the programs whose cells need it, in {@code heap-truth/spread.csv}.
 */
final class RealSpread {

  private static final int FIRST_FIGURE = 2;
  private static final List<String[]> ROWS =
      HeapTruth.lines("spread.csv").stream().map(line -> line.split(",", -1)).toList();

  private RealSpread() {}

  /** The figure in each of the runs; none where the program was not run again. */
  static List<Long> of(String runtime, String program, String figure) {
    int column = List.of(ROWS.get(0)).indexOf(figure);
    return column < FIRST_FIGURE
        ? List.of()
        : ROWS.stream()
            .filter(row -> row[0].equals(runtime) && row[1].equals(program))
            .map(row -> Long.parseLong(row[column]))
            .sorted()
            .toList();
  }

  /** What the runs did, a line for each program. */
  static String markdown() {
    Map<String, List<String[]>> programs = new TreeMap<>();
    ROWS.stream()
        .skip(1)
        .forEach(
            row ->
                programs.computeIfAbsent(row[0] + " " + row[1], key -> new ArrayList<>()).add(row));
    StringBuilder text = new StringBuilder();
    programs.forEach(
        (program, rows) -> {
          text.append("| ").append(program).append(" | ").append(rows.size());
          for (int column = FIRST_FIGURE; column < ROWS.get(0).length; column++) {
            String figure = ROWS.get(0)[column];
            List<Long> runs = of(rows.get(0)[0], rows.get(0)[1], figure);
            text.append(
                String.format(Locale.ROOT, " | %,d–%,d", runs.get(0), runs.get(runs.size() - 1)));
          }
          text.append(" |\n");
        });
    return text.toString();
  }
}
