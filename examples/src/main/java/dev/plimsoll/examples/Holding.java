package dev.plimsoll.examples;

import dev.plimsoll.examples.print.Amount;
import dev.plimsoll.simulator.HeapTotals;

/**
 * What one way of holding things did to a simulated heap.
 *
 * @param container what held them
 * @param entries how many it held at the end
 * @param totals the heap's collections until then
 * @param liveBytes what it held at the end, in bytes
 */
record Holding(String container, int entries, HeapTotals totals, long liveBytes) {

  static void printHead() {
    System.out.printf(
        "  %-34s %9s %9s %12s %11s%n", "", "entries", "live, MB", "promoted, MB", "young, full");
  }

  void print() {
    System.out.printf(
        "  %-34s %9s %9s %12s %8d, %d%n",
        container,
        Amount.count(entries),
        Amount.megabytes(liveBytes),
        Amount.megabytes(totals.promotedBytes()),
        totals.scavenges(),
        totals.fullCollections());
  }
}
