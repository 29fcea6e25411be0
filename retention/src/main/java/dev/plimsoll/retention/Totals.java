package dev.plimsoll.retention;

import dev.plimsoll.retention.Holding.Quality;
import java.util.List;

/**
 * What all owners hold together.
 *
 * @param entries how many objects
 * @param bytes the bytes that are known or estimated
 * @param quality whether these bytes stand for all entries: {@link Quality#EXACT} if each owner's
 *     are exact, {@link Quality#ESTIMATED} if some are estimated, {@link Quality#UNKNOWN} if some
 *     owner's bytes are unknown and missing in the sum
 * @param unknownEntries the entries whose bytes are missing in the sum
 */
public record Totals(long entries, long bytes, Quality quality, long unknownEntries) {

  static Totals of(List<Holding> holdings) {
    long entries = 0;
    long bytes = 0;
    long unknownEntries = 0;
    Quality worst = Quality.EXACT;
    for (Holding holding : holdings) {
      entries += holding.entries();
      if (holding.quality() == Quality.UNKNOWN) {
        unknownEntries += holding.entries();
      } else {
        bytes += holding.bytes();
      }
      if (holding.quality().compareTo(worst) > 0) {
        worst = holding.quality();
      }
    }
    return new Totals(entries, bytes, worst, unknownEntries);
  }
}
