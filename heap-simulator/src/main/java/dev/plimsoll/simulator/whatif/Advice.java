package dev.plimsoll.simulator.whatif;

import dev.plimsoll.retention.Bound;
import dev.plimsoll.retention.recording.RecordedOwner;
import java.util.Locale;

/**
 * Which limit an owner should have so that its entries die young, in one sentence.
 *
 * @param owner the owner in question
 * @param now what happens with the limit and the heap as they are
 * @param youngLimit the largest limit found whose entries die young; 0 if not even one entry does
 * @param holdsAll whether {@code youngLimit} is all that the recording retained, so that no limit
 *     is too large
 */
public record Advice(RecordedOwner owner, Outcome now, long youngLimit, boolean holdsAll) {

  /** Entries die young when no more than this share of their bytes is promoted. */
  public static final double DIES_YOUNG = 0.05;

  private static final double MEGABYTE = 1 << 20;
  private static final int FEW_COLLECTIONS = 3;

  /** {@return whether the limit as it is lets entries die young} */
  public boolean diesYoungNow() {
    return !now.outOfMemory() && now.ownerPromotedShare() <= DIES_YOUNG;
  }

  /** {@return the advice in one sentence with its figures} */
  @Override
  public String toString() {
    Setting setting = now.setting();
    String where =
        String.format(
            Locale.ROOT,
            "%s on %s (heap %s MB, new space %s MB): ",
            owner.name(),
            setting.preset(),
            megabytes(setting.heapBytes()),
            megabytes(setting.newSpaceBytes()));
    return where + proposal() + "; at the limit of " + limit(setting.limit()) + ", " + cost() + '.';
  }

  private String proposal() {
    String young = String.format(Locale.ROOT, "at least %.0f%%", 100 * (1 - DIES_YOUNG));
    if (holdsAll) {
      return "with any limit " + young + " of their bytes die young";
    }
    if (youngLimit == 0) {
      return "with no limit do " + young + " of their bytes die young";
    }
    return "up to a limit of " + limit(youngLimit) + ' ' + young + " of their bytes die young";
  }

  private String cost() {
    if (now.outOfMemory()) {
      return "the heap is out of memory at event "
          + String.format(Locale.ROOT, "%,d", now.outOfMemoryAt());
    }
    String share =
        String.format(
            Locale.ROOT,
            "%.0f%% (%s of %s MB) are promoted in %,d young and %,d full collections",
            100 * now.ownerPromotedShare(),
            megabytes(now.ownerPromotedBytes()),
            megabytes(now.ownerAllocatedBytes()),
            now.scavenges(),
            now.fullCollections());
    return now.scavenges() + now.fullCollections() < FEW_COLLECTIONS
        ? share + ", too few to judge by"
        : share;
  }

  private String limit(long value) {
    return owner.bound().kind() == Bound.Kind.BYTES
        ? megabytes(value) + " MB"
        : String.format(Locale.ROOT, "%,d", value);
  }

  private static String megabytes(long bytes) {
    double megabytes = bytes / MEGABYTE;
    return String.format(Locale.ROOT, megabytes >= 100 ? "%.0f" : "%.1f", megabytes);
  }
}
