package dev.plimsoll.simulator.whatif;

import java.util.Locale;

/** Writes an SVG document of a few shapes, whose looks are classes of one style sheet. */
final class SvgText {

  private static final String STYLE =
      """
      text { font: 12px system-ui, "DejaVu Sans", sans-serif; fill: #24292f; }
      .title { font-size: 18px; font-weight: 600; }
      .note { fill: #57606a; }
      .measure { font-weight: 600; }
      .axis { fill: #57606a; font-size: 11px; }
      .tick { fill: #57606a; font-size: 11px; }
      .advice { font-size: 12.5px; }
      .box { fill: #fbfcfd; stroke: #d0d7de; }
      .grid { stroke: #e4e8ec; }
      .now { stroke: #57606a; stroke-dasharray: 2 3; }
      .s0, .s1, .s2, .s3 { fill: none; stroke-width: 2; }
      .s0 { stroke: #0969da; } .d0 { fill: #0969da; stroke: #0969da; }
      .s1 { stroke: #bc4c00; } .d1 { fill: #bc4c00; stroke: #bc4c00; }
      .s2 { stroke: #1a7f37; } .d2 { fill: #1a7f37; stroke: #1a7f37; }
      .s3 { stroke: #8250df; } .d3 { fill: #8250df; stroke: #8250df; }
      .dashed { stroke-dasharray: 6 4; }
      .hollow { fill: #ffffff; }
      .cross { stroke: #cf222e; stroke-width: 2.5; }
      """;

  private final StringBuilder out = new StringBuilder();

  SvgText(int width, int height) {
    out.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0"
                + " %1$d %2$d\">%n<style>%n%3$s</style>%n<rect width=\"%1$d\" height=\"%2$d\""
                + " fill=\"#ffffff\"/>%n",
            width,
            height,
            STYLE));
  }

  void text(double x, double y, String look, String text) {
    anchored(x, y, look, "start", text);
  }

  void textEnd(double x, double y, String look, String text) {
    anchored(x, y, look, "end", text);
  }

  void textMiddle(double x, double y, String look, String text) {
    anchored(x, y, look, "middle", text);
  }

  void line(double x1, double y1, double x2, double y2, String look) {
    element(
        "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" class=\"%s\"/>",
        figure(x1), figure(y1), figure(x2), figure(y2), look);
  }

  void box(double x, double y, double width, double height) {
    element(
        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" class=\"box\"/>",
        figure(x), figure(y), figure(width), figure(height));
  }

  void path(String data, String look) {
    element("<path d=\"%s\" class=\"%s\"/>", data, look);
  }

  void dot(double x, double y, String look, String tip) {
    element(
        "<circle cx=\"%s\" cy=\"%s\" r=\"3\" class=\"%s\"><title>%s</title></circle>",
        figure(x), figure(y), look, escaped(tip));
  }

  void cross(double x, double y) {
    line(x - 5, y - 5, x + 5, y + 5, "cross");
    line(x - 5, y + 5, x + 5, y - 5, "cross");
  }

  String end() {
    return out.append("</svg>\n").toString();
  }

  static String figure(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private void anchored(double x, double y, String look, String anchor, String text) {
    element(
        "<text x=\"%s\" y=\"%s\" class=\"%s\" text-anchor=\"%s\">%s</text>",
        figure(x), figure(y), look, anchor, escaped(text));
  }

  private void element(String format, Object... arguments) {
    out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                // Nothing else below a space is allowed in XML.
                default ->
                    escaped.appendCodePoint(
                        c < ' ' || Character.getType(c) == Character.SURROGATE ? '?' : c);
              }
            });
    return escaped.toString();
  }
}
