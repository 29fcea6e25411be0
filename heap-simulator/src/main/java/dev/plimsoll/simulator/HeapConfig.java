package dev.plimsoll.simulator;

import java.util.Objects;

/**
 * Which heap to simulate, and its options. Immutable: each {@code with} method answers a changed
 * copy. Options are fixed once a heap was made of them, as a runtime's are after its start.
 *
 * <p>Sizes are bytes. The flags they are named after take megabytes, but for Node 0.10's {@code
 * --max-new-space-size} (kilobytes).
 */
public final class HeapConfig {

  private static final long MB = V8Rules.MB;
  private static final long MAX_OLD = 8192 * MB;
  private static final long MAX_SEMI_SPACE = 1024 * MB;

  private final V8Rules rules;
  private final long maxOldBytes;
  private final long firstSemiSpaceBytes;
  private final long maxSemiSpaceBytes;
  private final boolean baseObjects;
  private final boolean handleChecks;
  private final boolean collectAtEveryAllocation;
  private final PauseModel pauseModel;

  private HeapConfig(
      V8Rules rules,
      long maxOldBytes,
      long firstSemiSpaceBytes,
      long maxSemiSpaceBytes,
      boolean baseObjects,
      boolean handleChecks,
      boolean collectAtEveryAllocation,
      PauseModel pauseModel) {
    this.rules = rules;
    this.maxOldBytes = maxOldBytes;
    this.firstSemiSpaceBytes = firstSemiSpaceBytes;
    this.maxSemiSpaceBytes = maxSemiSpaceBytes;
    this.baseObjects = baseObjects;
    this.handleChecks = handleChecks;
    this.collectAtEveryAllocation = collectAtEveryAllocation;
    this.pauseModel = pauseModel;
  }

  /** {@return the heap of Node 0.10} */
  public static HeapConfig v8_3_14() {
    return of(V8Rules.v8_3_14());
  }

  /** {@return the heap of Node 8} */
  public static HeapConfig v8_6_2() {
    return of(V8Rules.v8_6_2());
  }

  /** {@return the heap of Node 20 on a machine with 16 GB of memory or more} */
  public static HeapConfig v8_11_3() {
    return of(V8Rules.v8_11_3());
  }

  private static HeapConfig of(V8Rules rules) {
    return new HeapConfig(
        rules,
        rules.maxOldBytes(),
        rules.firstSemiSpaceBytes(),
        rules.maxSemiSpaceBytes(),
        true,
        false,
        false,
        PauseModel.v8());
  }

  /**
   * {@return a copy with another limit of the old generation: {@code --max-old-space-size}}
   *
   * @param bytes at least 1 MB, at most 8 GB
   */
  public HeapConfig withMaxOldSpaceSize(long bytes) {
    requireRange("max old space size", bytes, MB, MAX_OLD);
    return new HeapConfig(
        rules,
        bytes,
        firstSemiSpaceBytes,
        maxSemiSpaceBytes,
        baseObjects,
        handleChecks,
        collectAtEveryAllocation,
        pauseModel);
  }

  /**
   * {@return a copy whose semi-spaces begin with another size: {@code --min-semi-space-size}}
   *
   * @param bytes a multiple of the preset's page size, at most the semi-spaces' maximum
   */
  public HeapConfig withMinSemiSpaceSize(long bytes) {
    requireSemiSpace("min semi-space size", bytes);
    if (bytes > maxSemiSpaceBytes) {
      throw contradiction("min semi-space size", bytes, "max semi-space size", maxSemiSpaceBytes);
    }
    return new HeapConfig(
        rules,
        maxOldBytes,
        bytes,
        maxSemiSpaceBytes,
        baseObjects,
        handleChecks,
        collectAtEveryAllocation,
        pauseModel);
  }

  /**
   * {@return a copy whose semi-spaces grow up to another size: {@code --max-semi-space-size}, in
   * Node 0.10 {@code --max-new-space-size}} Semi-spaces that begin larger begin with this size.
   *
   * @param bytes a multiple of the preset's page size, at most 1 GB
   */
  public HeapConfig withMaxSemiSpaceSize(long bytes) {
    requireSemiSpace("max semi-space size", bytes);
    return new HeapConfig(
        rules,
        maxOldBytes,
        Math.min(firstSemiSpaceBytes, bytes),
        bytes,
        baseObjects,
        handleChecks,
        collectAtEveryAllocation,
        pauseModel);
  }

  /**
   * {@return a copy with or without the runtime's own objects, which lie in a real heap before the
   * program's first line} Left out, a heap begins empty: easier to explain, further from real logs.
   *
   * @param present whether they are there
   */
  public HeapConfig withBaseObjects(boolean present) {
    return new HeapConfig(
        rules,
        maxOldBytes,
        firstSemiSpaceBytes,
        maxSemiSpaceBytes,
        present,
        handleChecks,
        collectAtEveryAllocation,
        pauseModel);
  }

  /**
   * {@return a copy that checks each handle and slot number that it is given} Unchecked, a handle
   * that is dead or of another heap, or a slot out of range, has results nobody can foresee.
   *
   * @param checked whether to check
   */
  public HeapConfig withHandleChecks(boolean checked) {
    return new HeapConfig(
        rules,
        maxOldBytes,
        firstSemiSpaceBytes,
        maxSemiSpaceBytes,
        baseObjects,
        checked,
        collectAtEveryAllocation,
        pauseModel);
  }

  /**
   * {@return a copy that collects at every allocation, scavenges and full collections by turns} A
   * stress switch: it finds objects that the program forgot to root.
   *
   * @param stress whether to
   */
  public HeapConfig withCollectionAtEveryAllocation(boolean stress) {
    return new HeapConfig(
        rules,
        maxOldBytes,
        firstSemiSpaceBytes,
        maxSemiSpaceBytes,
        baseObjects,
        handleChecks,
        stress,
        pauseModel);
  }

  /**
   * {@return a copy whose times come from another model}
   *
   * @param model what work costs
   */
  public HeapConfig withPauseModel(PauseModel model) {
    return new HeapConfig(
        rules,
        maxOldBytes,
        firstSemiSpaceBytes,
        maxSemiSpaceBytes,
        baseObjects,
        handleChecks,
        collectAtEveryAllocation,
        Objects.requireNonNull(model, "model"));
  }

  V8Rules rules() {
    return rules;
  }

  long maxOldBytes() {
    return maxOldBytes;
  }

  int firstSemiSpacePages() {
    return (int) (firstSemiSpaceBytes / rules.pageBytes());
  }

  int maxSemiSpacePages() {
    return (int) (maxSemiSpaceBytes / rules.pageBytes());
  }

  boolean baseObjects() {
    return baseObjects;
  }

  boolean handleChecks() {
    return handleChecks;
  }

  boolean collectAtEveryAllocation() {
    return collectAtEveryAllocation;
  }

  PauseModel pauseModel() {
    return pauseModel;
  }

  /** Refuses options that contradict one another; called when a heap is made of them. */
  void check() {
    if (maxSemiSpaceBytes > maxOldBytes) {
      throw contradiction(
          "max semi-space size", maxSemiSpaceBytes, "max old space size", maxOldBytes);
    }
  }

  private void requireSemiSpace(String option, long bytes) {
    requireRange(option, bytes, rules.pageBytes(), MAX_SEMI_SPACE);
    if (bytes % rules.pageBytes() != 0) {
      throw new IllegalArgumentException(
          option + " must be a multiple of the page size " + rules.pageBytes() + ": " + bytes);
    }
  }

  private static void requireRange(String option, long bytes, long min, long max) {
    if (bytes < min || bytes > max) {
      throw new IllegalArgumentException(
          option + " must be in [" + min + ", " + max + "] bytes: " + bytes);
    }
  }

  private static IllegalArgumentException contradiction(
      String option, long value, String other, long otherValue) {
    return new IllegalArgumentException(
        option + " " + value + " contradicts " + other + " " + otherValue + "; change one of them");
  }

  @Override
  public String toString() {
    return rules.name() + ", old generation up to " + maxOldBytes / MB + " MB";
  }
}
