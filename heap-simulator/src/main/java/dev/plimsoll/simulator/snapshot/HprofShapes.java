package dev.plimsoll.simulator.snapshot;

/**
 * How simulated objects become objects of a HPROF dump. The format knows no object of any size with
 * any number of references, so there are three shapes, each of a class named after the owner:
 *
 * <ul>
 *   <li>small (up to {@value #MOST_INLINE_BYTES} bytes and {@value #MOST_INLINE_SLOTS} slots): one
 *       instance with the fields {@code slot0}, {@code slot1}..., and filler up to its size;
 *   <li>large: an instance whose field {@code slots} holds an {@code Object[]} and whose field
 *       {@code body} a {@code byte[]} for the rest of its size;
 *   <li>an array whose slots leave no room for that: the same without a body.
 * </ul>
 *
 * <p>Identifiers have 4 bytes, as on a JVM of 32 bits: headers are 8 bytes, references 4. The
 * instance size that a class declares, with the elements of {@code slots} and {@code body}, is the
 * simulated object's size exactly. A reader that works out sizes for itself, as Eclipse MAT does,
 * adds up fields and array headers to the same within its alignment of 8 bytes an array.
 */
final class HprofShapes {

  static final int MOST_INLINE_SLOTS = 32;
  static final int MOST_INLINE_BYTES = 512;

  static final int REFERENCE_BYTES = 4;
  private static final int HEADER_BYTES = 8;
  private static final int ARRAY_HEADER_BYTES = 12;

  /** Header and two references, and the headers of the two arrays. */
  private static final int COMPOSITE_BYTES =
      HEADER_BYTES + 2 * REFERENCE_BYTES + 2 * ARRAY_HEADER_BYTES;

  private HprofShapes() {}

  /**
   * One class of the dump.
   *
   * @param owner whose objects are of it
   * @param slots how many reference fields it has; {@link #COMPOSITE} for slots and body
   * @param instanceBytes the instance size that it declares
   */
  record Shape(int owner, int slots, int instanceBytes) {

    static final int COMPOSITE = -1;

    boolean isComposite() {
      return slots == COMPOSITE;
    }

    /** Bytes of an inline instance that no reference takes. */
    int fillerBytes() {
      return Math.max(0, instanceBytes - HEADER_BYTES - slots * REFERENCE_BYTES);
    }
  }

  static Shape of(ObjectGraph graph, int node) {
    int slots = graph.slotCount(node);
    long bytes = graph.bytes(node);
    if (slots <= MOST_INLINE_SLOTS && bytes <= MOST_INLINE_BYTES) {
      return new Shape(graph.ownerIndex(node), slots, (int) bytes);
    }
    boolean hasBody = bodyBytes(graph, node) >= 0;
    int rest = hasBody ? COMPOSITE_BYTES : (int) (bytes - (long) slots * REFERENCE_BYTES);
    return new Shape(graph.ownerIndex(node), Shape.COMPOSITE, rest);
  }

  /**
   * The length of a composite's {@code slots}: odd where there is room, so that nothing pads it.
   */
  static int arrayLength(ObjectGraph graph, int node) {
    return bodyBytes(graph, node) >= 0 ? graph.slotCount(node) | 1 : graph.slotCount(node);
  }

  /** The length of a composite's {@code body}; negative if there is no room for one. */
  static long bodyBytes(ObjectGraph graph, int node) {
    long length = graph.slotCount(node) | 1;
    return graph.bytes(node) - COMPOSITE_BYTES - length * REFERENCE_BYTES;
  }
}
