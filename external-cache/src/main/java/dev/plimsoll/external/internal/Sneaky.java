package dev.plimsoll.external.internal;

/** Rethrows what a loader threw as it is: it is the caller's own, and wrapping would hide it. */
final class Sneaky {

  private Sneaky() {}

  /** Throws; the result type lets the caller write {@code throw}. */
  static RuntimeException rethrow(Throwable failure) {
    throw Sneaky.<RuntimeException>unchecked(failure);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E unchecked(Throwable failure) throws E {
    throw (E) failure;
  }
}
