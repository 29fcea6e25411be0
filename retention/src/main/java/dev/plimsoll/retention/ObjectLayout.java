package dev.plimsoll.retention;

/**
 * How a HotSpot virtual machine lays objects out: the sizes that JOL (OpenJDK's Java Object Layout)
 * shows. Immutable.
 *
 * @param headerBytes an object's header
 * @param referenceBytes a reference, 4 when compressed
 * @param alignmentBytes objects start at multiples of this
 * @param denseArrays whether an array's elements follow its length without a gap (JDK 23 and later)
 */
public record ObjectLayout(
    int headerBytes, int referenceBytes, int alignmentBytes, boolean denseArrays) {

  private static final int LENGTH_BYTES = 4;
  private static final int WORD = 8;

  public ObjectLayout {
    requirePowerOfTwo("referenceBytes", referenceBytes);
    requirePowerOfTwo("alignmentBytes", alignmentBytes);
    if (headerBytes <= 0 || headerBytes % LENGTH_BYTES != 0) {
      throw new IllegalArgumentException(
          "a header must be a positive multiple of 4: headerBytes=" + headerBytes);
    }
  }

  /**
   * {@return the layout of this virtual machine} Its flags are asked for where the module {@code
   * jdk.management} is present; otherwise the defaults for its heap size are assumed. Strings are
   * taken to be compact, as they are unless it was started with {@code -XX:-CompactStrings}.
   */
  public static ObjectLayout current() {
    return VmFlags.LAYOUT;
  }

  /**
   * {@return the size of an array, in bytes, without what its elements refer to}
   *
   * @param length how many elements
   * @param elementBytes the bytes of one element
   */
  public long array(int length, int elementBytes) {
    long base = (long) headerBytes + LENGTH_BYTES;
    long aligned = alignUp(base, denseArrays ? Math.max(elementBytes, LENGTH_BYTES) : WORD);
    return alignUp(aligned + (long) length * elementBytes, alignmentBytes);
  }

  /** {@return the size of an object that ends there, in bytes} */
  long object(long end) {
    return alignUp(end, alignmentBytes);
  }

  static long alignUp(long offset, long alignment) {
    return (offset + alignment - 1) & -alignment;
  }

  private static void requirePowerOfTwo(String name, int value) {
    if (Integer.bitCount(value) != 1 || value < 0) {
      throw new IllegalArgumentException(name + " must be a power of two: " + name + "=" + value);
    }
  }
}
