package dev.plimsoll.simulator.whatif;

import dev.plimsoll.simulator.HeapConfig;

/**
 * One heap and one limit to replay with.
 *
 * @param preset whose heap
 * @param heapBytes its size; see {@link Preset#config}
 * @param newSpaceBytes its new space's size; see {@link Preset#config}
 * @param limit the limit of the owner in question: entries, or bytes where it declared a bound in
 *     bytes; positive
 */
public record Setting(Preset preset, long heapBytes, long newSpaceBytes, long limit) {

  public Setting {
    if (limit <= 0) {
      throw new IllegalArgumentException("a limit must be positive: " + limit);
    }
  }

  HeapConfig config() {
    return preset.config(heapBytes, newSpaceBytes);
  }

  Setting withLimit(long other) {
    return new Setting(preset, heapBytes, newSpaceBytes, other);
  }

  Setting withNewSpace(long bytes) {
    return new Setting(preset, heapBytes, bytes, limit);
  }

  Setting withHeap(long bytes) {
    return new Setting(preset, bytes, newSpaceBytes, limit);
  }
}
