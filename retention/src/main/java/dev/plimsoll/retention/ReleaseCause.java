package dev.plimsoll.retention;

/** Why a container let go of an object. */
public enum ReleaseCause {
  /** Pushed out to keep the container's bound, or shed for a {@link Sheddable budget}. */
  EVICTED,
  /** Another value took its place under the same key. */
  REPLACED,
  /** Removed on request, one by one. */
  REMOVED,
  /** Its time to live had passed. */
  EXPIRED,
  /** The whole container was emptied. */
  CLEARED,
  /** Handed to the consumer it was waiting for. */
  DRAINED,
  /** Refused after it had been held for a moment. */
  REJECTED
}
