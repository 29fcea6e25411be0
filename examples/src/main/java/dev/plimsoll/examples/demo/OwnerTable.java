package dev.plimsoll.examples.demo;

import dev.plimsoll.examples.print.Amount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The simulated heap's report, owner by owner, as a table in megabytes. */
final class OwnerTable {

  private static final String HEAD = "%-10s %10s %10s %10s %11s %10s";

  private OwnerTable() {}

  static List<String> lines(List<OwnerRow> owners) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            HEAD,
            "owner, MB",
            "allocated",
            "promoted",
            "live",
            "died young",
            "died old"));
    for (OwnerRow row : owners) {
      lines.add(
          String.format(
              Locale.ROOT,
              HEAD,
              row.owner(),
              Amount.megabytes(row.allocated()),
              Amount.megabytes(row.promoted()),
              Amount.megabytes(row.live()),
              Amount.megabytes(row.diedYoung()),
              Amount.megabytes(row.diedOld())));
    }
    return lines;
  }
}
