package dev.plimsoll.examples.print;

import java.util.Locale;

/** Numbers as people read them. */
public final class Amount {

  private static final double MEGABYTE = 1 << 20;

  private Amount() {}

  /**
   * {@return bytes in megabytes, such as 12.3}
   *
   * @param bytes how many
   */
  public static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / MEGABYTE);
  }

  /**
   * {@return a number with its thousands apart, such as 1,234}
   *
   * @param number any
   */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
