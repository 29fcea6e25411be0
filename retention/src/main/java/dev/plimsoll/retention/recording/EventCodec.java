package dev.plimsoll.retention.recording;

/**
 * How an event becomes bytes: a tag, and after it only what cannot be guessed from the events
 * before it. Most events of a busy container take one to three bytes.
 *
 * <pre>
 * bits 0-1  kind: 0 retained, 1 released, 2 allocated
 * bit  2    the owner is not that of the event before; its place follows
 * bit  3    the id is not one more than the owner's last of this kind; the difference follows
 * bits 4-6  released: the cause
 * bit  4    retained, allocated: the size is not the owner's last of this kind; it follows, plus 1
 * </pre>
 *
 * <p>Numbers that follow are varints of 7 bits a byte, lowest first; differences are zigzag.
 */
final class EventCodec {

  static final int RETAINED = 0;
  static final int RELEASED = 1;
  static final int ALLOCATED = 2;

  static final int KIND_MASK = 3;
  static final int OTHER_OWNER = 1 << 2;
  static final int OTHER_ID = 1 << 3;
  static final int OTHER_SIZE = 1 << 4;
  static final int CAUSE_SHIFT = 4;
  static final int CAUSE_MASK = 7;

  static final int VARINT_BITS = 7;
  static final int VARINT_MORE = 1 << VARINT_BITS;
  static final int VARINT_MOST_BYTES = 10;

  /** A tag, an owner, an id and a size. */
  static final int MOST_EVENT_BYTES = 1 + 3 * VARINT_MOST_BYTES;

  private EventCodec() {}

  /** What both sides know of an owner. */
  static final class OwnerState {
    long lastRetained;
    long lastReleased;
    long lastBytes;
    long lastAllocated;
  }

  static long zigzag(long value) {
    return value << 1 ^ value >> 63;
  }

  static long unzigzag(long value) {
    return value >>> 1 ^ -(value & 1);
  }
}
