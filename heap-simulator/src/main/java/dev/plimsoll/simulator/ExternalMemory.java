package dev.plimsoll.simulator;

/** Memory outside the heap that objects hold: it asks for full collections by its growth. */
final class ExternalMemory {

  /** rule: marking begins when it has grown by so much since the last full collection. */
  private static final long SOFT_LIMIT = 64 * V8Rules.MB;

  private final long hardLimit;
  private long total;
  private long atFullCollection;

  ExternalMemory(HeapConfig config) {
    // rule: half of what the old generation may have at most
    hardLimit = config.maxOldBytes() / 2;
  }

  void add(long bytes) {
    total += bytes;
    atFullCollection = Math.min(atFullCollection, total);
  }

  long total() {
    return total;
  }

  long sinceFullCollection() {
    return total - atFullCollection;
  }

  boolean isOverSoftLimit() {
    return sinceFullCollection() > SOFT_LIMIT;
  }

  boolean isOverHardLimit() {
    return sinceFullCollection() > hardLimit;
  }

  void collectedFully() {
    atFullCollection = total;
  }
}
