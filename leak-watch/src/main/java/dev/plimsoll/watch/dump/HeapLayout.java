package dev.plimsoll.watch.dump;

import dev.plimsoll.watch.dump.ClassRecord.FieldRecord;
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
    return (int) align(fieldsEnd(type), ALIGNMENT);
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
   * Where a class's last field ends. Since JDK 15 a subclass's small fields fill the holes of its
   * superclass, so that only the largest field's alignment can leave a hole, and only where nothing
   * small is left to fill it.
   */
  private long fieldsEnd(@Nullable DumpedClass type) {
    if (type == null) {
      return header;
    }
    long end = fieldsEnd(type.superclass());
    int total = 0;
    int largest = 1;
    for (FieldRecord field : type.shape().fields()) {
      int bytes = field.type().bytes(reference);
      total += bytes;
      largest = Math.max(largest, bytes);
    }
    long hole = align(end, largest) - end;
    return total == 0 ? end : end + total + unfilled(type, largest, hole);
  }

  /** Returns how much of a hole before the largest field the smaller ones cannot fill. */
  private long unfilled(DumpedClass type, int largest, long hole) {
    long left = hole;
    for (FieldRecord field : type.shape().fields()) {
      int bytes = field.type().bytes(reference);
      if (bytes < largest && bytes <= left) {
        left -= bytes;
      }
    }
    return left;
  }

  private static long align(long bytes, int alignment) {
    return (bytes + alignment - 1) & -alignment;
  }
}
