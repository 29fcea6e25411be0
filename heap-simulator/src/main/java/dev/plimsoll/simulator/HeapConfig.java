package dev.plimsoll.simulator;

import java.util.Objects;
import java.util.function.Consumer;

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

  private final Rules runtime;
  // Written only while a copy is made.
  private long maxOldBytes;
  private long firstSemiSpaceBytes;
  private long maxSemiSpaceBytes;
  private boolean baseObjects = true;
  private boolean handleChecks;
  private boolean collectAtEveryAllocation;
  private boolean pretenuring;
  private PauseModel pauseModel;

  /** Whose heap it is: the rules of one runtime. */
  sealed interface Rules permits V8Rules, HotSpotRules {}

  private HeapConfig(V8Rules rules) {
    runtime = rules;
    maxOldBytes = rules.maxOldBytes();
    firstSemiSpaceBytes = rules.firstSemiSpaceBytes();
    maxSemiSpaceBytes = rules.maxSemiSpaceBytes();
    pauseModel = PauseModel.v8();
  }

  private HeapConfig(HotSpotRules rules) {
    runtime = rules;
    pauseModel = PauseModel.hotspotSerial();
  }

  private HeapConfig(HeapConfig other, Rules runtime) {
    this.runtime = runtime;
    maxOldBytes = other.maxOldBytes;
    firstSemiSpaceBytes = other.firstSemiSpaceBytes;
    maxSemiSpaceBytes = other.maxSemiSpaceBytes;
    baseObjects = other.baseObjects;
    handleChecks = other.handleChecks;
    collectAtEveryAllocation = other.collectAtEveryAllocation;
    pretenuring = other.pretenuring;
    pauseModel = other.pauseModel;
  }

  /** {@return the heap of Node 0.10} */
  public static HeapConfig v8_3_14() {
    return new HeapConfig(V8Rules.v8_3_14());
  }

  /** {@return the heap of Node 8} */
  public static HeapConfig v8_6_2() {
    return new HeapConfig(V8Rules.v8_6_2());
  }

  /** {@return the heap of Node 20 on a machine with 16 GB of memory or more} */
  public static HeapConfig v8_11_3() {
    return new HeapConfig(V8Rules.v8_11_3());
  }

  /**
   * {@return the heap of HotSpot 17 under {@code -XX:+UseSerialGC}, of fixed size, with compressed
   * references}
   *
   * @param maxHeapBytes {@code -Xmx} and {@code -Xms}; at most 8 GB
   * @param youngBytes {@code -Xmn}, eden and both survivor spaces; less than the whole, at most 2
   *     GB
   * @throws IllegalArgumentException if a size is out of range or leaves no old generation
   */
  public static HeapConfig hotspotSerial(long maxHeapBytes, long youngBytes) {
    return new HeapConfig(
        new HotSpotRules(
            maxHeapBytes, youngBytes, HotSpotRules.SURVIVOR_RATIO, HotSpotRules.MAX_AGE));
  }

  /**
   * {@return a copy with another limit of the old generation: {@code --max-old-space-size}}
   *
   * @param bytes at least 1 MB, at most 8 GB
   */
  public HeapConfig withMaxOldSpaceSize(long bytes) {
    requireV8("max old space size");
    requireRange("max old space size", bytes, MB, MAX_OLD);
    return changed(copy -> copy.maxOldBytes = bytes);
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
    return changed(copy -> copy.firstSemiSpaceBytes = bytes);
  }

  /**
   * {@return a copy whose semi-spaces grow up to another size: {@code --max-semi-space-size}, in
   * Node 0.10 {@code --max-new-space-size}} Semi-spaces that begin larger begin with this size.
   *
   * @param bytes a multiple of the preset's page size, at most 1 GB
   */
  public HeapConfig withMaxSemiSpaceSize(long bytes) {
    requireSemiSpace("max semi-space size", bytes);
    return changed(
        copy -> {
          copy.maxSemiSpaceBytes = bytes;
          copy.firstSemiSpaceBytes = Math.min(firstSemiSpaceBytes, bytes);
        });
  }

  /**
   * {@return a copy with or without the runtime's own objects, which lie in a real heap before the
   * program's first line} Left out, a heap begins empty: easier to explain, further from real logs.
   *
   * @param present whether they are there
   */
  public HeapConfig withBaseObjects(boolean present) {
    return changed(copy -> copy.baseObjects = present);
  }

  /**
   * {@return a copy that checks each handle and slot number that it is given} A handle is then
   * given to one object only, and refused once that is dead, or by another heap. Unchecked, a
   * handle that is dead or of another heap, or a slot out of range, has results nobody can foresee.
   *
   * @param checked whether to check
   */
  public HeapConfig withHandleChecks(boolean checked) {
    return changed(copy -> copy.handleChecks = checked);
  }

  /**
   * {@return a copy that collects at every allocation, scavenges and full collections by turns, and
   * verifies the heap after each} A stress switch: it finds objects that the program forgot to
   * root.
   *
   * @param stress whether to
   */
  public HeapConfig withCollectionAtEveryAllocation(boolean stress) {
    return changed(copy -> copy.collectAtEveryAllocation = stress);
  }

  /**
   * {@return a copy that does or does not tenure {@link AllocationSite allocation sites} whose
   * objects survive} What V8 11.3 does by default, and leaves under {@code
   * --no-allocation-site-pretenuring}; off unless asked for.
   *
   * @param on whether to
   * @throws IllegalArgumentException if the preset's runtime does not pretenure
   */
  public HeapConfig withPretenuring(boolean on) {
    if (!requireV8("pretenuring").pretenures()) {
      throw new IllegalArgumentException("pretenuring is an option of V8 11.3, not of " + this);
    }
    return changed(copy -> copy.pretenuring = on);
  }

  /**
   * {@return a copy whose times come from another model}
   *
   * @param model what work costs
   */
  public HeapConfig withPauseModel(PauseModel model) {
    return changed(copy -> copy.pauseModel = Objects.requireNonNull(model, "model"));
  }

  /**
   * {@return a copy whose eden is worth so many survivor spaces: {@code -XX:SurvivorRatio}}
   *
   * @param ratio at least 1
   */
  public HeapConfig withSurvivorRatio(int ratio) {
    HotSpotRules rules = requireHotSpot("survivor ratio");
    return new HeapConfig(
        this,
        new HotSpotRules(
            rules.maxHeapBytes(), rules.youngBytes(), ratio, rules.maxTenuringThreshold()));
  }

  /**
   * {@return a copy that promotes after at most so many scavenges: {@code
   * -XX:MaxTenuringThreshold}}
   *
   * @param threshold 0 promotes every survivor; at most 15
   */
  public HeapConfig withMaxTenuringThreshold(int threshold) {
    HotSpotRules rules = requireHotSpot("max tenuring threshold");
    return new HeapConfig(
        this,
        new HotSpotRules(
            rules.maxHeapBytes(), rules.youngBytes(), rules.survivorRatio(), threshold));
  }

  private HeapConfig changed(Consumer<HeapConfig> change) {
    HeapConfig copy = new HeapConfig(this, runtime);
    change.accept(copy);
    return copy;
  }

  Rules runtime() {
    return runtime;
  }

  /** {@return the rules of V8, whose heap this must be} */
  V8Rules rules() {
    return requireV8("a rule");
  }

  long maxOldBytes() {
    return maxOldBytes;
  }

  int firstSemiSpacePages() {
    return (int) (firstSemiSpaceBytes / rules().pageBytes());
  }

  int maxSemiSpacePages() {
    return (int) (maxSemiSpaceBytes / rules().pageBytes());
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

  boolean pretenuring() {
    return pretenuring;
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
    long pageBytes = requireV8(option).pageBytes();
    requireRange(option, bytes, pageBytes, MAX_SEMI_SPACE);
    if (bytes % pageBytes != 0) {
      throw new IllegalArgumentException(
          option + " must be a multiple of the page size " + pageBytes + ": " + bytes);
    }
  }

  private V8Rules requireV8(String option) {
    if (runtime instanceof V8Rules rules) {
      return rules;
    }
    throw new IllegalArgumentException(option + " is an option of V8, not of " + this);
  }

  private HotSpotRules requireHotSpot(String option) {
    if (runtime instanceof HotSpotRules rules) {
      return rules;
    }
    throw new IllegalArgumentException(option + " is an option of HotSpot, not of " + this);
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
    return runtime instanceof V8Rules rules
        ? rules.name() + ", old generation up to " + maxOldBytes / MB + " MB"
        : runtime.toString();
  }
}
