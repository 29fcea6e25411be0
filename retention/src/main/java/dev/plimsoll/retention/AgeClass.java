package dev.plimsoll.retention;

/**
 * Classes of ages, four to each power of two: 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20 ... Ages
 * are counted in ids, at least 1 and unsigned.
 */
final class AgeClass {

  private static final int BITS = 2;
  private static final int PER_OCTAVE = 1 << BITS;

  /** How many classes there are. */
  static final int COUNT = (Long.SIZE - 1) * PER_OCTAVE;

  private AgeClass() {}

  static int of(long age) {
    if (Long.compareUnsigned(age, PER_OCTAVE) < 0) {
      return (int) age;
    }
    int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(age);
    int quarter = (int) (age >>> (octave - BITS)) & (PER_OCTAVE - 1);
    return (octave - BITS + 1) * PER_OCTAVE + quarter;
  }

  /** The least age of a class. */
  static long leastAge(int ageClass) {
    if (ageClass < PER_OCTAVE) {
      return ageClass;
    }
    int octave = ageClass / PER_OCTAVE + BITS - 1;
    long quarter = ageClass % PER_OCTAVE;
    return (PER_OCTAVE + quarter) << (octave - BITS);
  }
}
