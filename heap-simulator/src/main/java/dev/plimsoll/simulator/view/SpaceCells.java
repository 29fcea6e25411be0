package dev.plimsoll.simulator.view;

import dev.plimsoll.simulator.HeapSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** One space of a map: a row a page while there are few pages, several pages a row when many. */
final class SpaceCells {

  private static final int ROW_CELLS = 64;
  private static final int FEW_ROWS = 8;
  private static final int LEAST_CELLS = 4;
  private static final int MOST_ROWS = 16;
  private static final double KILOBYTE = 1024;

  private final HeapSpace space;
  private final int pagesPerRow;
  private final int cellsPerPage;
  private final List<SortedMap<Character, Long>> cells = new ArrayList<>();
  // By page, of a space of large objects.
  private final SortedMap<Integer, String> large = new TreeMap<>();
  private long used;

  SpaceCells(HeapSpace space) {
    this.space = space;
    int wanted = (space.pages() + FEW_ROWS - 1) / FEW_ROWS;
    pagesPerRow = Math.max(1, Math.min(wanted, ROW_CELLS / LEAST_CELLS));
    cellsPerPage = ROW_CELLS / pagesPerRow;
    int count = space.pageBytes() == 0 ? 0 : space.pages() * cellsPerPage;
    for (int i = 0; i < count; i++) {
      cells.add(new TreeMap<>());
    }
  }

  /** An object may reach over several cells, and in HotSpot's eighths over several pages. */
  void add(HeapSpace.Place place, long bytes, char letter) {
    used += bytes;
    if (space.pageBytes() == 0) {
      large.put(place.page(), String.format(Locale.ROOT, "%c %,.1f KB", letter, bytes / KILOBYTE));
      return;
    }
    long start = place.page() * space.pageBytes() + place.offset();
    long end = start + bytes;
    for (int cell = cellOf(start); cell < cells.size() && startOf(cell) < end; cell++) {
      long share = Math.min(end, startOf(cell + 1)) - Math.max(start, startOf(cell));
      if (share > 0) {
        cells.get(cell).merge(letter, share, Long::sum);
      }
    }
  }

  private int cellOf(long position) {
    long page = position / space.pageBytes();
    return (int)
        (page * cellsPerPage + position % space.pageBytes() * cellsPerPage / space.pageBytes());
  }

  private long startOf(int cell) {
    long page = cell / cellsPerPage;
    return page * space.pageBytes() + cell % cellsPerPage * space.pageBytes() / cellsPerPage;
  }

  void draw(List<String> lines) {
    if (space.pages() == 0) {
      return;
    }
    lines.add(
        space.pageBytes() == 0
            ? String.format(
                Locale.ROOT,
                "%s: %,.1f KB in %,d objects",
                space.name(),
                used / KILOBYTE,
                space.pages())
            : String.format(
                Locale.ROOT,
                "%s: %,.1f of %,.1f KB, a cell is %,d B",
                space.name(),
                used / KILOBYTE,
                space.pages() * space.pageBytes() / KILOBYTE,
                space.pageBytes() / cellsPerPage));
    int rows = space.pageBytes() == 0 ? large.size() : usedRows();
    for (int row = 0; row < Math.min(rows, MOST_ROWS); row++) {
      lines.add(space.pageBytes() == 0 ? largeRow(row) : row(row));
    }
    if (rows > MOST_ROWS) {
      lines.add(String.format(Locale.ROOT, "  and %,d rows more", rows - MOST_ROWS));
    } else if (space.pageBytes() > 0 && rows * pagesPerRow < space.pages()) {
      lines.add(
          String.format(Locale.ROOT, "%5d to %d are free", rows * pagesPerRow, space.pages() - 1));
    }
  }

  /** Up to the last one in which anything lies. */
  private int usedRows() {
    int cell = cells.size();
    while (cell > 0 && cells.get(cell - 1).isEmpty()) {
      cell--;
    }
    int cellsPerRow = pagesPerRow * cellsPerPage;
    return (cell + cellsPerRow - 1) / cellsPerRow;
  }

  private String largeRow(int row) {
    return "  " + new ArrayList<>(large.values()).get(row);
  }

  private String row(int row) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%5d |", row * pagesPerRow));
    int lastPage = Math.min((row + 1) * pagesPerRow, space.pages());
    for (int page = row * pagesPerRow; page < lastPage; page++) {
      for (int cell = page * cellsPerPage; cell < (page + 1) * cellsPerPage; cell++) {
        line.append(letter(cells.get(cell)));
      }
      line.append('|');
    }
    return line.toString();
  }

  private static char letter(SortedMap<Character, Long> bytes) {
    char most = '.';
    long mostBytes = 0;
    for (var each : bytes.entrySet()) {
      if (each.getValue() > mostBytes) {
        most = each.getKey();
        mostBytes = each.getValue();
      }
    }
    return most;
  }
}
