package dev.plimsoll.simulator.whatif;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Outcomes as a table for a terminal, one line each, the one that is there now marked. */
final class OutcomeTable {

  private static final double MEGABYTE = 1 << 20;

  private OutcomeTable() {}

  static List<String> lines(WhatIfReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "  %-14s %9s %9s %12s %12s %8s %10s %7s",
            "",
            "heap, MB",
            "new, MB",
            report.limitInBytes() ? "limit, MB" : "limit",
            "promoted, MB",
            "of its",
            "young,full",
            "pauses"));
    for (WhatIfReport.Sweep sweep : report.sweeps()) {
      for (Outcome outcome : distinct(sweep)) {
        lines.add(line(outcome, outcome.equals(sweep.now()), report.limitInBytes()));
      }
    }
    lines.add(
        "  > as it is now. of its: the promoted share of what "
            + shortened(report.owner().name())
            + " allocated. oom: out of memory.");
    return lines;
  }

  private static Set<Outcome> distinct(WhatIfReport.Sweep sweep) {
    Set<Outcome> outcomes = new LinkedHashSet<>(sweep.byLimit());
    outcomes.addAll(sweep.byNewSpace());
    outcomes.addAll(sweep.byHeap());
    return outcomes;
  }

  private static String line(Outcome outcome, boolean now, boolean limitInBytes) {
    Setting setting = outcome.setting();
    return String.format(
        Locale.ROOT,
        "%s %-14s %9.1f %9.1f %12s %12.1f %7.0f%% %10s %7s",
        now ? ">" : " ",
        setting.preset(),
        setting.heapBytes() / MEGABYTE,
        setting.newSpaceBytes() / MEGABYTE,
        limitInBytes
            ? String.format(Locale.ROOT, "%.1f", setting.limit() / MEGABYTE)
            : String.format(Locale.ROOT, "%,d", setting.limit()),
        outcome.promotedBytes() / MEGABYTE,
        100 * outcome.ownerPromotedShare(),
        outcome.scavenges() + "," + outcome.fullCollections(),
        outcome.outOfMemory()
            ? "oom"
            : String.format(Locale.ROOT, "%.2f%%", 100 * outcome.pauseShare()));
  }

  private static String shortened(String name) {
    return name.length() <= 24 ? name : name.substring(0, 21) + "...";
  }
}
