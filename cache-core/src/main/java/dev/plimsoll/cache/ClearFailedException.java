package dev.plimsoll.cache;

import java.util.List;

/**
 * Some of what should have run while caches were cleared failed. Everything was cleared and every
 * hook ran all the same; the first failure is the cause, the others are suppressed.
 */
public class ClearFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private ClearFailedException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Throws one exception for all of the failures, if there are any. */
  static void throwIfAny(String what, List<? extends Throwable> failures) {
    if (failures.isEmpty()) {
      return;
    }
    ClearFailedException failed =
        new ClearFailedException(
            what + " was cleared, but " + failures.size() + " step(s) failed", failures.get(0));
    failures.stream().skip(1).forEach(failed::addSuppressed);
    throw failed;
  }
}
