package dev.plimsoll.simulator.whatif;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The picture of a report: nine small charts, promoted bytes, collections and pause share from
 * above to below, against the owner's limit, the new space and the heap from left to right.
 */
final class WhatIfPicture {

  private static final double MEGABYTE = 1 << 20;
  private static final int WIDTH = 980;
  private static final int LEFT = 62;
  private static final int TOP = 92;
  private static final int PANEL_WIDTH = 272;
  private static final int PANEL_HEIGHT = 150;
  private static final int COLUMN_STEP = 314;
  private static final int ROW_STEP = 196;
  private static final int LINE_HEIGHT = 18;
  private static final int CHARACTERS_A_LINE = 136;

  private final WhatIfReport report;

  WhatIfPicture(WhatIfReport report) {
    this.report = report;
  }

  /** A size that is varied. */
  private record Axis(
      String title,
      Function<WhatIfReport.Sweep, List<Outcome>> outcomes,
      ToDoubleFunction<Setting> value) {}

  /** A figure that is looked at; the second of a pair is drawn dashed. */
  private record Measure(
      String title, List<ToDoubleFunction<Outcome>> values, List<String> names) {}

  private List<Axis> axes() {
    double unit = report.limitInBytes() ? MEGABYTE : 1;
    String limits = report.limitInBytes() ? "limit of %s, MB" : "limit of %s, entries";
    return List.of(
        new Axis(
            limits.formatted(report.owner().name()),
            WhatIfReport.Sweep::byLimit,
            setting -> setting.limit() / unit),
        new Axis(
            "new space, MB",
            WhatIfReport.Sweep::byNewSpace,
            setting -> setting.newSpaceBytes() / MEGABYTE),
        new Axis(
            "heap limit, MB",
            WhatIfReport.Sweep::byHeap,
            setting -> setting.heapBytes() / MEGABYTE));
  }

  private static List<Measure> measures() {
    return List.of(
        new Measure(
            "promoted, MB", List.of(o -> o.promotedBytes() / MEGABYTE), List.of("promoted")),
        new Measure(
            "collections",
            List.of(Outcome::scavenges, Outcome::fullCollections),
            List.of("young", "full")),
        new Measure("pause share, %", List.of(o -> 100 * o.pauseShare()), List.of("in pauses")));
  }

  String svg() {
    List<String> words = footer();
    int legend = TOP + 3 * ROW_STEP + 6;
    int height = legend + 24 + words.size() * LINE_HEIGHT + 8;
    SvgText svg = new SvgText(WIDTH, height);
    svg.text(
        LEFT - 44, 30, "title", "What if \"" + report.owner().name() + "\" had another limit?");
    svg.text(LEFT - 44, 52, "note", subtitle());
    List<Axis> axes = axes();
    List<Measure> measures = measures();
    for (int row = 0; row < measures.size(); row++) {
      for (int column = 0; column < axes.size(); column++) {
        int x = LEFT + column * COLUMN_STEP;
        int y = TOP + row * ROW_STEP;
        panel(svg, x, y, axes.get(column), measures.get(row));
      }
    }
    legend(svg, legend);
    for (int line = 0; line < words.size(); line++) {
      svg.text(LEFT - 44, legend + 30 + line * LINE_HEIGHT, "advice", words.get(line));
    }
    return svg.end();
  }

  private void panel(SvgText svg, int x, int y, Axis axis, Measure measure) {
    ChartPanel panel = new ChartPanel(svg, x, y, PANEL_WIDTH, PANEL_HEIGHT);
    panel.title(measure.title(), axis.title());
    for (int series = 0; series < report.sweeps().size(); series++) {
      WhatIfReport.Sweep sweep = report.sweeps().get(series);
      for (int i = 0; i < measure.values().size(); i++) {
        ToDoubleFunction<Outcome> value = measure.values().get(i);
        List<ChartPanel.Point> points = new ArrayList<>();
        for (Outcome outcome : axis.outcomes().apply(sweep)) {
          points.add(
              new ChartPanel.Point(
                  axis.value().applyAsDouble(outcome.setting()),
                  value.applyAsDouble(outcome),
                  outcome.outOfMemory()));
        }
        String name = sweep.now().setting().preset() + ", " + measure.names().get(i);
        panel.line(points, series, i > 0, name);
      }
      panel.now(axis.value().applyAsDouble(sweep.now().setting()));
    }
    panel.draw();
  }

  private void legend(SvgText svg, int y) {
    int x = LEFT;
    for (int series = 0; series < report.sweeps().size(); series++) {
      String name = report.sweeps().get(series).now().setting().preset().toString();
      svg.line(x, y - 4, x + 24, y - 4, "s" + series);
      svg.text(x + 30, y, "note", name);
      x += 52 + 8 * name.length();
    }
    svg.line(x + 8, y - 12, x + 8, y + 2, "now");
    svg.text(x + 18, y, "note", "as it is now");
    svg.line(x + 114, y - 4, x + 138, y - 4, "s0 dashed");
    svg.text(x + 144, y, "note", "full collections");
    svg.cross(x + 262, y - 4);
    svg.text(x + 274, y, "note", "out of memory");
  }

  private String subtitle() {
    return String.format(
        Locale.ROOT,
        "%,d recorded events%s, replayed on simulated heaps; each size is varied alone",
        report.recording().events(),
        report.recording().lost() == 0
            ? ""
            : String.format(Locale.ROOT, " (%,d more were lost)", report.recording().lost()));
  }

  private List<String> footer() {
    List<String> lines = new ArrayList<>();
    report.advice().forEach(advice -> wrap(advice.toString(), lines));
    return lines;
  }

  private static void wrap(String text, List<String> lines) {
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() + word.length() >= CHARACTERS_A_LINE) {
        lines.add(line.toString());
        line.setLength(0);
        line.append("   ");
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
  }
}
