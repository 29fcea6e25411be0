package dev.plimsoll.simulator.whatif;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One small chart: lines over an axis that is logarithmic when its values span a factor of eight.
 */
final class ChartPanel {

  private static final double LOGARITHMIC_FROM = 8;
  private static final int TICKS = 4;
  private static final int LEAST_TICK_GAP = 40;
  private static final int MARGIN = 12;
  private static final double THOUSAND = 1_000;

  private final SvgText svg;
  private final int left;
  private final int top;
  private final int width;
  private final int height;
  private final List<Line> lines = new ArrayList<>();
  private final List<Double> marks = new ArrayList<>();
  private double minX = Double.MAX_VALUE;
  private double maxX = 0;
  private double maxY = 0;

  /**
   * @param outOfMemory the replay did not come to its end
   */
  record Point(double x, double y, boolean outOfMemory) {}

  private record Line(List<Point> points, int series, boolean dashed, String name) {}

  ChartPanel(SvgText svg, int left, int top, int width, int height) {
    this.svg = svg;
    this.left = left;
    this.top = top;
    this.width = width;
    this.height = height;
  }

  void title(String measure, String axis) {
    svg.text(left, top - 8, "measure", measure);
    svg.textEnd(left + width, top - 8, "axis", "by " + axis);
  }

  void line(List<Point> points, int series, boolean dashed, String name) {
    lines.add(new Line(points, series, dashed, name));
    for (Point point : points) {
      minX = Math.min(minX, point.x());
      maxX = Math.max(maxX, point.x());
      maxY = Math.max(maxY, point.y());
    }
  }

  /** Marks where things are now. */
  void now(double x) {
    if (!marks.contains(x)) {
      marks.add(x);
    }
  }

  void draw() {
    double step = niceStep(maxY / TICKS);
    maxY = Math.max(step, Math.ceil(maxY / step - 1e-9) * step);
    svg.box(left, top, width, height);
    for (int tick = 0; tick * step <= maxY * 1.0001; tick++) {
      double y = yOf(tick * step);
      svg.line(left, y, left + width, y, "grid");
      svg.textEnd(left - 6, y + 4, "tick", shortNumber(tick * step, step));
    }
    drawTicks();
    for (double mark : marks) {
      svg.line(xOf(mark), top, xOf(mark), top + height, "now");
    }
    lines.forEach(this::draw);
  }

  // Where things are now has its figure first; others have theirs where there is room.
  private void drawTicks() {
    List<Double> placed = new ArrayList<>();
    marks.forEach(mark -> drawTick(mark, placed));
    lines.stream()
        .flatMap(line -> line.points().stream())
        .map(Point::x)
        .distinct()
        .sorted()
        .forEach(value -> drawTick(value, placed));
  }

  private void drawTick(double value, List<Double> placed) {
    double x = xOf(value);
    if (placed.stream().allMatch(other -> Math.abs(other - x) >= LEAST_TICK_GAP)) {
      svg.line(x, top + height, x, top + height + 4, "grid");
      svg.textMiddle(x, top + height + 17, "tick", number(value, value % 1 == 0 ? 1 : 0.1));
      placed.add(x);
    }
  }

  private void draw(Line line) {
    StringBuilder path = new StringBuilder();
    for (Point point : line.points()) {
      path.append(path.isEmpty() ? "M" : " L");
      path.append(SvgText.figure(xOf(point.x())))
          .append(' ')
          .append(SvgText.figure(yOf(point.y())));
    }
    svg.path(path.toString(), "s" + line.series() + (line.dashed() ? " dashed" : ""));
    for (Point point : line.points()) {
      if (point.outOfMemory()) {
        svg.cross(xOf(point.x()), yOf(point.y()));
      } else {
        String tip =
            String.format(
                Locale.ROOT,
                "%s: %s at %s",
                line.name(),
                number(point.y(), 0.1),
                number(point.x(), 0.1));
        svg.dot(
            xOf(point.x()),
            yOf(point.y()),
            "d" + line.series() + (line.dashed() ? " hollow" : ""),
            tip);
      }
    }
  }

  private double xOf(double x) {
    double share;
    if (maxX == minX) {
      share = 0.5;
    } else if (minX > 0 && maxX / minX >= LOGARITHMIC_FROM) {
      share = Math.log(x / minX) / Math.log(maxX / minX);
    } else {
      share = (x - minX) / (maxX - minX);
    }
    return left + MARGIN + share * (width - 2 * MARGIN);
  }

  private double yOf(double y) {
    return top + height - y / maxY * height;
  }

  /** 1, 2 or 5 times a power of ten, at least the given step. */
  static double niceStep(double atLeast) {
    if (atLeast <= 0) {
      return 1;
    }
    double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= atLeast * 0.9999) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private static String shortNumber(double value, double step) {
    return step >= THOUSAND ? number(value / THOUSAND, step / THOUSAND) + "k" : number(value, step);
  }

  private static String number(double value, double step) {
    int decimals = step >= 1 ? 0 : (int) Math.ceil(-Math.log10(step) - 1e-9);
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
