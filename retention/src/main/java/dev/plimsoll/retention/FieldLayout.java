package dev.plimsoll.retention;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Places the fields of a class that extends Object, as HotSpot has done since JDK 15: primitives
 * from large to small, then references; each into the smallest gap that fits, or at the end.
 */
final class FieldLayout {

  private record Gap(long start, long end) {
    boolean fits(int bytes) {
      return ObjectLayout.alignUp(start, bytes) + bytes <= end;
    }

    long size() {
      return end - start;
    }
  }

  private final List<Gap> gaps = new ArrayList<>();
  private long end;

  private FieldLayout(int headerBytes) {
    this.end = headerBytes;
  }

  /**
   * {@return the size of an object, in bytes, without what its fields refer to}
   *
   * @param primitiveBytes the bytes of each primitive field
   * @param references how many fields are references
   */
  static long shallowSize(ObjectLayout layout, List<Integer> primitiveBytes, int references) {
    FieldLayout fields = new FieldLayout(layout.headerBytes());
    primitiveBytes.stream().sorted(Comparator.reverseOrder()).forEach(fields::place);
    for (int i = 0; i < references; i++) {
      fields.place(layout.referenceBytes());
    }
    return layout.object(fields.end);
  }

  private void place(int bytes) {
    gaps.stream()
        .filter(gap -> gap.fits(bytes))
        .min(Comparator.comparingLong(Gap::size))
        .ifPresentOrElse(gap -> fill(gap, bytes), () -> append(bytes));
  }

  private void fill(Gap gap, int bytes) {
    long start = ObjectLayout.alignUp(gap.start(), bytes);
    gaps.remove(gap);
    addGap(gap.start(), start);
    addGap(start + bytes, gap.end());
  }

  private void append(int bytes) {
    long start = ObjectLayout.alignUp(end, bytes);
    addGap(end, start);
    end = start + bytes;
  }

  private void addGap(long from, long to) {
    if (from < to) {
      gaps.add(new Gap(from, to));
    }
  }
}
