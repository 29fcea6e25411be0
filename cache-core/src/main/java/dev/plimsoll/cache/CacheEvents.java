package dev.plimsoll.cache;

import dev.plimsoll.retention.Owner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Begins events for Java Flight Recorder, or answers null where it is off or absent: an operation
 * that nobody records costs a look at a flag.
 */
final class CacheEvents {

  private static final boolean PRESENT = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

  private CacheEvents() {}

  /** Runs a loader, and records it if it takes long. */
  static <K, V> @Nullable V load(
      Owner owner, K key, Function<? super K, ? extends @Nullable V> loader) {
    LoadEvent event = PRESENT ? LoadEvent.begun() : null;
    V value = null;
    try {
      value = loader.apply(key);
      return value;
    } finally {
      if (event != null) {
        event.ended(owner, value != null);
      }
    }
  }

  static @Nullable BulkEvictionEvent bulkEviction() {
    return PRESENT ? BulkEvictionEvent.begun() : null;
  }

  static @Nullable ClearEvent clear() {
    return PRESENT ? ClearEvent.begun() : null;
  }
}
