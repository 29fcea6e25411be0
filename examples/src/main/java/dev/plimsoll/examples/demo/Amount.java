package dev.plimsoll.examples.demo;

import java.util.Locale;

/** Numbers as people read them. */
final class Amount {

  private static final double MEGABYTE = 1 << 20;

  private Amount() {}

  /** {@return 12.3 for bytes in megabytes} */
  static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / MEGABYTE);
  }

  /** {@return 1,234 for 1234} */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
