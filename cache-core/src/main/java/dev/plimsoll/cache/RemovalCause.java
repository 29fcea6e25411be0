package dev.plimsoll.cache;

import dev.plimsoll.retention.ReleaseCause;

/** Why an entry left a cache. */
public enum RemovalCause {
  /** Pushed out to keep the bound, or shed on request. */
  EVICTED(ReleaseCause.EVICTED),
  /** Another value took its place under the same key. */
  REPLACED(ReleaseCause.REPLACED),
  /** Removed on request, one by one. */
  REMOVED(ReleaseCause.REMOVED),
  /** The whole cache was emptied. */
  CLEARED(ReleaseCause.CLEARED),
  /** Pushed out because the limit was lowered. */
  RESIZED(ReleaseCause.EVICTED),
  /** Its time had passed. Only caches with an expiry do this. */
  EXPIRED(ReleaseCause.EXPIRED);

  private final ReleaseCause releaseCause;

  RemovalCause(ReleaseCause releaseCause) {
    this.releaseCause = releaseCause;
  }

  /** {@return how the retention SPI calls this cause} */
  public ReleaseCause releaseCause() {
    return releaseCause;
  }
}
