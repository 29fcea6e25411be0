package dev.plimsoll.simulator;

/**
 * Turns events into the text that the real runtimes print, in the same shape byte for byte, so that
 * what reads their logs reads a simulated heap's. Process id and isolate address, which a simulated
 * heap has not, are always the same.
 *
 * <p>Formats have no state and are safe for use by many threads.
 */
public enum TraceFormat {
  /** {@code --trace_gc} of Node 0.10. */
  V8_3_14(new V8Trace314()),
  /** {@code --trace-gc} of Node 8. */
  V8_6_2(V8Trace.v8_6_2()),
  /** {@code --trace-gc} of Node 20. */
  V8_11_3(V8Trace.v8_11_3()),
  /** {@code --trace-gc} of Node 24, which tells pooled memory too. */
  V8_13_6(V8Trace.v8_13_6()),
  /** HotSpot's unified logging, {@code -Xlog:gc*} of JDK 17 with the serial collector. */
  HOTSPOT(new HotSpotLog()),
  /** One JSON object a line, every event and every field; times in milliseconds, sizes in bytes. */
  JSON(new JsonLines());

  /** How one runtime writes. Answers "" for an event about which it says nothing. */
  interface Printer {
    default String preamble() {
      return "";
    }

    String print(HeapEvent event);
  }

  // No printer has state that changes.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Printer printer;

  TraceFormat(Printer printer) {
    this.printer = printer;
  }

  /** {@return the lines a log begins with, without the last line's end; often empty} */
  public String preamble() {
    return printer.preamble();
  }

  /**
   * {@return the event's line or lines, without the last line's end; empty for an event about which
   * this runtime's trace says nothing, such as a promotion}
   *
   * @param event what happened
   */
  public String print(HeapEvent event) {
    return printer.print(event);
  }
}
