package dev.plimsoll.cache;

import java.util.List;
import java.util.stream.IntStream;

/** Different strings of one hash code. */
final class Collisions {

  private static final int PAIRS = 16;

  private Collisions() {}

  /**
   * As many as wanted, up to 65,536. "Aa" and "BB" have one hash code, and so has what they make.
   */
  static List<String> strings(int count) {
    return IntStream.range(0, count).mapToObj(Collisions::string).toList();
  }

  private static String string(int bits) {
    StringBuilder text = new StringBuilder(2 * PAIRS);
    for (int i = 0; i < PAIRS; i++) {
      text.append((bits >> i & 1) == 0 ? "Aa" : "BB");
    }
    return text.toString();
  }
}
