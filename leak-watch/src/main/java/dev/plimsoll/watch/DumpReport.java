package dev.plimsoll.watch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A dump's report, as text for a terminal and as one HTML file that needs no server and loads
 * nothing. Names of classes, fields, methods and owners stand in it, and no value of the heap.
 */
public final class DumpReport {

  private static final int TOP = 20;

  private final String title;
  private final List<OwnerInDump> owners;
  private final List<Dominator> dominators;
  private final List<HeapHistogram.ClassCount> classes;
  private final String heap;

  private DumpReport(String title, HeapDump dump) {
    HeapHistogram histogram = dump.histogram();
    this.title = title;
    this.owners = dump.owners();
    this.dominators = dump.topDominators(TOP);
    this.classes = histogram.classes().stream().limit(TOP).toList();
    this.heap =
        String.format(
            Locale.ROOT,
            "%,d objects, %,d bytes; %s",
            histogram.instances(),
            histogram.bytes(),
            dump.layout());
  }

  /**
   * {@return the report on a dump; works out whatever it needs, dominators included}
   *
   * @param title what the report calls the dump, for example its file's name
   * @param dump the dump
   */
  public static DumpReport of(String title, HeapDump dump) {
    return new DumpReport(title, dump);
  }

  /** {@return the report for a terminal} */
  public String text() {
    StringBuilder text =
        new StringBuilder(title)
            .append(": ")
            .append(heap)
            .append("\n\nOwners, by what they retain\n");
    if (owners.isEmpty()) {
      text.append("  none: name containers with Owner.heldBy to find them here\n");
    }
    for (OwnerInDump owner : owners) {
      line(text, owner.retainedBytes(), owner.retainedObjects(), owner.name());
      text.append("      ").append(owner.path()).append('\n');
    }
    text.append("\nTop dominators\n");
    for (Dominator dominator : dominators) {
      line(text, dominator.retainedBytes(), dominator.retainedObjects(), dominator.type());
      text.append("      ").append(dominator.path()).append('\n');
    }
    text.append("\nClasses, by their own bytes\n");
    classes.forEach(count -> line(text, count.bytes(), count.instances(), count.name()));
    return text.toString();
  }

  private static void line(StringBuilder text, long bytes, long objects, String name) {
    text.append(
        String.format(Locale.ROOT, "%,15d bytes %,12d objects  %s%n", bytes, objects, name));
  }

  /**
   * Writes the report as HTML, to a file that only this user may read.
   *
   * @param file where to; replaced if it is there
   * @throws IOException if it cannot be written
   */
  public void writeHtml(Path file) throws IOException {
    Files.deleteIfExists(file);
    PrivateFiles.create(file);
    Files.writeString(file, html(), StandardCharsets.UTF_8);
  }

  /** {@return the report as one HTML page} */
  public String html() {
    StringBuilder page = new StringBuilder();
    page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
        .append(escape(title))
        .append("</title>\n");
    page.append(
        "<style>body{font:14px/1.5 sans-serif;margin:2em;max-width:80em}table{border-collapse:collapse;width:100%}");
    page.append(
        "td,th{padding:.3em .6em;border-bottom:1px solid #ddd;text-align:left;vertical-align:top}");
    page.append(
        ".n{text-align:right;white-space:nowrap}.p{color:#555;font-size:12px}</style></head><body>\n");
    page.append("<h1>")
        .append(escape(title))
        .append("</h1><p>")
        .append(escape(heap))
        .append("</p>\n");
    begin(page, "Owners, by what they retain", "owner and path from a GC root");
    owners.forEach(
        owner ->
            row(page, owner.retainedBytes(), owner.retainedObjects(), owner.name(), owner.path()));
    end(page);
    begin(page, "Top dominators", "object and path from a GC root");
    dominators.forEach(
        top -> row(page, top.retainedBytes(), top.retainedObjects(), top.type(), top.path()));
    end(page);
    begin(page, "Classes, by their own bytes", "class");
    classes.forEach(count -> row(page, count.bytes(), count.instances(), count.name(), ""));
    end(page);
    return page.append("</body></html>\n").toString();
  }

  private static void begin(StringBuilder page, String heading, String subject) {
    page.append("<h2>")
        .append(heading)
        .append("</h2><table><tr><th class=\"n\">bytes</th><th class=\"n\">objects</th><th>");
    page.append(subject).append("</th></tr>\n");
  }

  private static void row(StringBuilder page, long bytes, long objects, String name, String path) {
    page.append(
        String.format(
            Locale.ROOT,
            "<tr><td class=\"n\">%,d</td><td class=\"n\">%,d</td><td>",
            bytes,
            objects));
    page.append(escape(name));
    if (!path.isEmpty()) {
      page.append("<div class=\"p\">").append(escape(path)).append("</div>");
    }
    page.append("</td></tr>\n");
  }

  private static void end(StringBuilder page) {
    page.append("</table>\n");
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
