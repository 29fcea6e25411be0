package dev.plimsoll.simulator.whatif;

import dev.plimsoll.simulator.HeapConfig;

/** A runtime whose heap a recording is replayed on. */
public enum Preset {
  /** Node 0.10. */
  V8_3_14("V8 3.14"),
  /** Node 8. */
  V8_6_2("V8 6.2"),
  /** Node 20. */
  V8_11_3("V8 11.3"),
  /** HotSpot 17 under {@code -XX:+UseSerialGC}. */
  HOTSPOT_SERIAL("HotSpot serial");

  private final String words;

  Preset(String words) {
    this.words = words;
  }

  /**
   * {@return the heap of this runtime with two sizes}
   *
   * @param heapBytes HotSpot's {@code -Xmx}; V8's limit of the old generation, {@code
   *     --max-old-space-size}
   * @param newSpaceBytes HotSpot's {@code -Xmn}; V8's largest semi-space, {@code
   *     --max-semi-space-size}
   * @throws IllegalArgumentException if the runtime has no such heap; the message names the value
   */
  public HeapConfig config(long heapBytes, long newSpaceBytes) {
    return switch (this) {
      case V8_3_14 -> sized(HeapConfig.v8_3_14(), heapBytes, newSpaceBytes);
      case V8_6_2 -> sized(HeapConfig.v8_6_2(), heapBytes, newSpaceBytes);
      case V8_11_3 -> sized(HeapConfig.v8_11_3(), heapBytes, newSpaceBytes);
      case HOTSPOT_SERIAL -> HeapConfig.hotspotSerial(heapBytes, newSpaceBytes);
    };
  }

  private static HeapConfig sized(HeapConfig v8, long heapBytes, long newSpaceBytes) {
    return v8.withMaxOldSpaceSize(heapBytes).withMaxSemiSpaceSize(newSpaceBytes);
  }

  /** {@return its name as people write it} */
  @Override
  public String toString() {
    return words;
  }
}
