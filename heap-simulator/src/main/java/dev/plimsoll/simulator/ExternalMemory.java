package dev.plimsoll.simulator;

/**
 * Memory outside the heap that objects hold. It asks for collections by its growth: for full ones,
 * and in 11.3 for scavenges, since young objects that hold much outside look small inside.
 */
final class ExternalMemory {

  private final V8Rules.External rules;
  private final long hardLimit;
  private long total;
  private long atFullCollection;
  // Of the total: held by objects that survived no scavenge yet, and one.
  private long fresh;
  private long survivedOnce;

  ExternalMemory(HeapConfig config) {
    rules = config.rules().external();
    // rule: half of what the old generation may have at most
    hardLimit = config.maxOldBytes() / 2;
  }

  void allocated(long bytes) {
    total += bytes;
    fresh += bytes;
  }

  /** The program gave memory back, that of its oldest objects first. */
  void freed(long bytes) {
    long old = Math.min(bytes, total - fresh - survivedOnce);
    freedYoung(bytes - old);
    total -= old;
    atFullCollection = Math.min(atFullCollection, total);
  }

  /** A scavenge found holders dead, the newest first. */
  void freedYoung(long bytes) {
    total -= bytes;
    long left = bytes - Math.min(bytes, fresh);
    fresh -= bytes - left;
    survivedOnce -= Math.min(left, survivedOnce);
    atFullCollection = Math.min(atFullCollection, total);
  }

  void scavenged() {
    survivedOnce = fresh;
    fresh = 0;
  }

  void collectedFully() {
    fresh = 0;
    survivedOnce = 0;
    atFullCollection = total;
  }

  long total() {
    return total;
  }

  long sinceFullCollection() {
    return total - atFullCollection;
  }

  /** {@return whether young objects hold so much that a scavenge comes before so much more} */
  boolean wantsScavenge(long bytes) {
    long young = fresh + survivedOnce;
    return rules.youngLimitBytes() > 0 && young >= Math.max(rules.youngLimitBytes(), bytes);
  }

  boolean isOverSoftLimit() {
    return sinceFullCollection() > rules.softLimitBytes();
  }

  boolean isOverHardLimit() {
    return sinceFullCollection() > hardLimit;
  }
}
