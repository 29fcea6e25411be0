package dev.plimsoll.simulator;

import dev.plimsoll.simulator.ErrorCell.Bound;
import java.util.ArrayList;
import java.util.List;

/** Runs the Java programs and sets them against the CSVs of a real serial collector. */
final class HotSpotErrorRows {

  private static final long MB = 1 << 20;
  private static final int TENURED_BEFORE = 4;
  private static final int TENURED_AFTER = 5;

  private HotSpotErrorRows() {}

  static List<ErrorCell> measure() {
    List<ErrorCell> cells = new ArrayList<>();
    for (String program : HotSpotPrograms.names()) {
      GenerationalHeap heap = GenerationalHeap.of(HeapConfig.hotspotSerial(256 * MB, 64 * MB));
      HotSpotPrograms.run(program, heap);
      List<long[]> real = rows(program);
      HeapTotals totals = heap.totals();
      cells.add(cell(program, "young", real.size(), totals.scavenges(), Bound.within(0)));
      cells.add(
          cell(program, "promoted", promoted(real), totals.promotedBytes(), Bound.percent(3)));
      cells.add(cell(program, "full", 0, totals.fullCollections(), Bound.within(0)));
    }
    return cells;
  }

  private static long promoted(List<long[]> rows) {
    return 1024 * rows.stream().mapToLong(row -> row[TENURED_AFTER] - row[TENURED_BEFORE]).sum();
  }

  private static List<long[]> rows(String program) {
    return HeapTruth.lines("hotspot-serial/" + program + ".csv").stream()
        .skip(1)
        .map(HotSpotErrorRows::numbers)
        .toList();
  }

  private static long[] numbers(String line) {
    String[] cells = line.replace("young", "0").split(",", -1);
    long[] numbers = new long[cells.length];
    for (int i = 0; i < cells.length; i++) {
      numbers[i] = Long.parseLong(cells[i]);
    }
    return numbers;
  }

  private static ErrorCell cell(
      String program, String figure, long real, long simulated, Bound bound) {
    return new ErrorCell("HotSpot 17 serial", program, figure, real, simulated, bound);
  }
}
