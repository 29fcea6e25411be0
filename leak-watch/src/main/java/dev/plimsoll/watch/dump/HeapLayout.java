package dev.plimsoll.watch.dump;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a HotSpot JVM lays objects out: what a header, an array's header and a reference take, in
 * bytes. A dump does not say it; {@link LayoutDetector} finds it from the distances between
 * objects.
 *
 * @param name what the layout is called
 * @param header bytes before an instance's first field
 * @param arrayHeader bytes before an array's first element, length included
 * @param reference bytes of a reference
 */
public record HeapLayout(String name, int header, int arrayHeader, int reference) {

  private static final int ALIGNMENT = 8;

  /** The layouts of 64-bit HotSpot, the most common first. */
  static final HeapLayout[] KNOWN = {
    new HeapLayout("compressed references, compressed class pointers", 12, 16, 4),
    new HeapLayout("compressed references, compact headers", 8, 12, 4),
    new HeapLayout("plain references, compressed class pointers", 12, 16, 8),
    new HeapLayout("plain references, compact headers", 8, 12, 8),
    new HeapLayout("compressed references, plain headers", 16, 20, 4),
    new HeapLayout("plain references, plain headers", 16, 20, 8),
    new HeapLayout("plain references, plain headers, before JDK 23", 16, 24, 8),
  };

  /** The only layout of 32-bit HotSpot. */
  static final HeapLayout NARROW = new HeapLayout("32 bits", 8, 12, 4);

  /** Returns what an array takes in the heap. */
  long arrayBytes(ValueType element, long length) {
    int elementBytes = element.bytes(reference);
    long base = elementBytes == ALIGNMENT ? align(arrayHeader, ALIGNMENT) : arrayHeader;
    return align(base + elementBytes * length, ALIGNMENT);
  }

  /** Returns what an instance of the class takes in the heap. */
  int instanceBytes(DumpedClass type) {
    return (int) align(extent(type).end(), ALIGNMENT);
  }

  /**
   * Returns what a class object takes in the heap: an instance of java.lang.Class with the static
   * fields behind.
   */
  long classObjectBytes(long mirrorBytes, ClassRecord shape) {
    return align(
        mirrorBytes + shape.staticPrimitiveBytes() + (long) shape.statics().size() * reference,
        ALIGNMENT);
  }

  /**
   * Lays a class's fields out behind those of its superclass, the largest first. A field goes into
   * the hole that alignment left behind if it is small enough: since JDK 15 also into one that a
   * superclass left.
   */
  private Extent extent(@Nullable DumpedClass type) {
    if (type == null) {
      return new Extent(header, 0);
    }
    List<Integer> sizes =
        type.shape().fields().stream()
            .map(field -> field.type().bytes(reference))
            .sorted(Comparator.reverseOrder())
            .toList();
    Extent extent = extent(type.superclass());
    for (int bytes : sizes) {
      extent = extent.with(bytes);
    }
    return extent;
  }

  /** How far the fields reach, and the largest hole among them. */
  private record Extent(long end, long hole) {

    Extent with(int bytes) {
      if (bytes <= hole) {
        return new Extent(end, hole - bytes);
      }
      long start = align(end, bytes);
      return new Extent(start + bytes, Math.max(hole, start - end));
    }
  }

  private static long align(long bytes, int alignment) {
    return (bytes + alignment - 1) & -alignment;
  }
}
