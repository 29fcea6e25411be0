package dev.plimsoll.simulator;

/**
 * The serial collector's sizes and constants, in bytes. "rule" is HotSpot's own, "measured" was
 * read off a real process of JDK 17.
 *
 * @param maxHeapBytes {@code -Xmx}, and {@code -Xms}: the heap does not grow
 * @param youngBytes {@code -Xmn}
 * @param survivorRatio {@code -XX:SurvivorRatio}: how many survivor spaces eden is worth
 * @param maxTenuringThreshold {@code -XX:MaxTenuringThreshold}
 */
record HotSpotRules(long maxHeapBytes, long youngBytes, int survivorRatio, int maxTenuringThreshold)
    implements HeapConfig.Rules {

  /** rule: {@code SurvivorRatio}. */
  static final int SURVIVOR_RATIO = 8;

  /** rule: the header has four bits for an age. */
  static final int MAX_AGE = 15;

  /** rule: {@code TargetSurvivorRatio}, the share of a survivor space that should be used. */
  static final int TARGET_SURVIVOR_PERCENT = 50;

  /** rule: {@code AdaptiveSizePolicyWeight}, percent that a new sample of promotion counts, */
  static final int PROMOTION_WEIGHT = 10;

  /** rule: once there are so many; until then the n-th counts by one n-th. */
  static final int PROMOTION_SAMPLES = 100;

  /** rule: {@code PromotedPadding}. */
  static final int PROMOTION_PADDING = 3;

  /** rule: a tenured generation with less room asks for a full collection. */
  static final long NEARLY_FULL_BYTES = 10_000;

  /**
   * fitted on the first collections of {@code HotSpotWorkloads burst} and {@code queue}: eden when
   * a program's first line runs. Of the 4.2 MB that eden shows then, the main thread's own buffer
   * is free for it.
   */
  static final long BASE_BYTES = 1_900_000;

  /** chosen: how large the runtime's own objects are, so that some thousand make up its start. */
  static final int BASE_OBJECT_BYTES = 256;

  /** fitted on {@code HotSpotWorkloads burst}: the share of eden lost at the ends of buffers. */
  private static final int LOST_SHARE = 1640;

  /** measured: what of it lives, from the first survivors of {@code HotSpotWorkloads window}. */
  static final long BASE_LIVE_BYTES = 459_000;

  /** measured: resident memory of an empty process beside its heap. */
  static final long PROCESS_BYTES = 36L << 20;

  static final String OUT_OF_MEMORY = "java.lang.OutOfMemoryError: Java heap space";

  /** rule: spaces are cut at multiples of it. */
  private static final long ALIGNMENT = 64 << 10;

  private static final long MIN_YOUNG_BYTES = 3 * ALIGNMENT;

  // Eden and both survivor spaces share the simulated addresses of the young generation.
  private static final long MAX_YOUNG_BYTES =
      (long) Addresses.YOUNG_LARGE * Addresses.WORD_BYTES - ALIGNMENT;
  private static final long MAX_HEAP_BYTES = 8L << 30;

  HotSpotRules {
    requireRange("max heap size", maxHeapBytes, 2 * MIN_YOUNG_BYTES, MAX_HEAP_BYTES);
    requireRange("young size", youngBytes, MIN_YOUNG_BYTES, MAX_YOUNG_BYTES);
    requireRange("survivor ratio", survivorRatio, 1, 1 << 16);
    requireRange("max tenuring threshold", maxTenuringThreshold, 0, MAX_AGE);
    if (youngBytes > maxHeapBytes - ALIGNMENT) {
      throw new IllegalArgumentException(
          "young size "
              + youngBytes
              + " leaves no old generation in a heap of "
              + maxHeapBytes
              + "; make the heap larger or the young generation smaller");
    }
  }

  /** rule: a survivor space is the young generation's share, cut to the alignment. */
  long survivorBytes() {
    long share = alignDown(youngBytes) / (survivorRatio + 2);
    return Math.max(ALIGNMENT, alignDown(share));
  }

  long edenBytes() {
    return alignDown(youngBytes) - 2 * survivorBytes();
  }

  /** What of eden nobody can use, since buffers are retired before they are full. */
  long lostBytes() {
    return edenBytes() / LOST_SHARE;
  }

  long oldBytes() {
    return alignDown(maxHeapBytes) - alignDown(youngBytes);
  }

  @Override
  public String toString() {
    return "HotSpot serial, heap "
        + maxHeapBytes / (1 << 20)
        + " MB, young "
        + youngBytes / (1 << 20)
        + " MB";
  }

  private static long alignDown(long bytes) {
    return bytes / ALIGNMENT * ALIGNMENT;
  }

  private static void requireRange(String option, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          option + " must be in [" + min + ", " + max + "]: " + value);
    }
  }
}
