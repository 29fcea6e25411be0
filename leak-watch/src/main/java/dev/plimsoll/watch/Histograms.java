package dev.plimsoll.watch;

import dev.plimsoll.watch.HeapDiff.Change;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Two looks at the classes in the heap, apart: what grew most between them. A look that is refused
 * (too long a stop, too full a heap) or not allowed is logged and missing.
 */
final class Histograms {

  private static final System.Logger LOGGER = System.getLogger(Histograms.class.getName());

  private final boolean allowed;
  private final Supplier<HeapHistogram> histogram;
  private @Nullable HeapHistogram first;

  Histograms(boolean allowed, Supplier<HeapHistogram> histogram) {
    this.allowed = allowed;
    this.histogram = histogram;
  }

  /** Looks for the first time, unless that was done and not forgotten. */
  void lookFirst() {
    if (first == null) {
      first = look();
    }
  }

  boolean hasFirst() {
    return first != null;
  }

  /** Looks again and returns the class that has grown most since the first time. */
  Optional<Change> mostGrown() {
    HeapHistogram before = first;
    HeapHistogram after = before == null ? null : look();
    if (before == null || after == null) {
      return Optional.empty();
    }
    return HeapDiff.between(before, after).classes().stream()
        .filter(change -> change.bytes() > 0)
        .findFirst();
  }

  void forget() {
    first = null;
  }

  private @Nullable HeapHistogram look() {
    if (!allowed) {
      return null;
    }
    try {
      return histogram.get();
    } catch (IllegalStateException refused) {
      LOGGER.log(System.Logger.Level.INFO, "no class is named: {0}", refused.getMessage());
      return null;
    }
  }
}
