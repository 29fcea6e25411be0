package dev.plimsoll.simulator;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A simulated heap reached its limit and collections did not help. The message has the runtime's
 * own words and lists the last collections. The heap can be looked at afterwards, and used again
 * once something was let go.
 */
public final class SimulatedOutOfMemoryException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final double MB = 1 << 20;

  private final transient HeapEvent.OutOfMemory event;

  SimulatedOutOfMemoryException(HeapEvent.OutOfMemory event) {
    super(describe(event));
    this.event = event;
  }

  /** {@return the bytes that were asked for} */
  public long requestedBytes() {
    return event.requestedBytes();
  }

  /** {@return the limit of the old generation, in bytes} */
  public long limitBytes() {
    return event.limitBytes();
  }

  /** {@return the last collections, oldest first} */
  public List<HeapEvent.Collection> lastCollections() {
    return event.lastCollections();
  }

  private static String describe(HeapEvent.OutOfMemory event) {
    return event.lastCollections().stream()
        .map(SimulatedOutOfMemoryException::describe)
        .collect(
            Collectors.joining(
                "",
                String.format(
                    Locale.ROOT,
                    "%s: %d bytes do not fit under the limit of %.0f MB; last collections:",
                    event.message(),
                    event.requestedBytes(),
                    event.limitBytes() / MB),
                ""));
  }

  private static String describe(HeapEvent.Collection collection) {
    CollectionStats stats = collection.stats();
    return String.format(
        Locale.ROOT,
        "%n  %.0f ms: %s %.1f (%.1f) -> %.1f (%.1f) MB",
        stats.endMillis(),
        collection.getClass().getSimpleName(),
        stats.before().usedBytes() / MB,
        stats.before().committedBytes() / MB,
        stats.after().usedBytes() / MB,
        stats.after().committedBytes() / MB);
  }
}
