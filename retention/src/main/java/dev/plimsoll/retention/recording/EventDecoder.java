package dev.plimsoll.retention.recording;

import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.recording.EventCodec.OwnerState;

/** Turns bytes back into events; see {@link EventCodec}. */
final class EventDecoder {

  private static final ReleaseCause[] CAUSES = ReleaseCause.values();

  private final byte[] encoded;
  private final OwnerState[] states;
  private int at;
  private int owner;

  EventDecoder(byte[] encoded, int owners) {
    this.encoded = encoded;
    this.states = new OwnerState[owners];
    for (int i = 0; i < owners; i++) {
      states[i] = new OwnerState();
    }
  }

  /**
   * Shows so many events, which must be all.
   *
   * @throws IllegalStateException if the bytes are not what a recorder writes
   */
  void decode(long events, RecordingVisitor visitor) {
    for (long event = 0; event < events; event++) {
      decodeOne(visitor);
    }
    if (at != encoded.length) {
      throw damaged("events end", "more bytes");
    }
  }

  private void decodeOne(RecordingVisitor visitor) {
    int tag = next();
    if ((tag & EventCodec.OTHER_OWNER) != 0) {
      long place = varint();
      if (place < 0 || place >= states.length) {
        throw damaged("owner " + place, "owners " + states.length);
      }
      owner = (int) place;
    } else if (owner >= states.length) {
      throw damaged("an event", "owners " + states.length);
    }
    OwnerState state = states[owner];
    long step = (tag & EventCodec.OTHER_ID) == 0 ? 1 : EventCodec.unzigzag(varint()) + 1;
    switch (tag & EventCodec.KIND_MASK) {
      case EventCodec.RETAINED -> {
        state.lastRetained += step;
        state.lastBytes = size(tag, state.lastBytes);
        visitor.retained(owner, state.lastRetained, state.lastBytes);
      }
      case EventCodec.RELEASED -> {
        state.lastReleased += step;
        visitor.released(owner, state.lastReleased, cause(tag));
      }
      case EventCodec.ALLOCATED -> {
        state.lastAllocated = size(tag, state.lastAllocated);
        visitor.allocated(owner, state.lastAllocated);
      }
      default -> throw damaged("tag " + tag, "a kind of event");
    }
  }

  private long size(int tag, long last) {
    return (tag & EventCodec.OTHER_SIZE) == 0 ? last : varint() - 1;
  }

  private ReleaseCause cause(int tag) {
    int cause = tag >> EventCodec.CAUSE_SHIFT & EventCodec.CAUSE_MASK;
    if (cause >= CAUSES.length) {
      throw damaged("cause " + cause, "causes " + CAUSES.length);
    }
    return CAUSES[cause];
  }

  private int next() {
    if (at == encoded.length) {
      throw damaged("the end", "an event");
    }
    return encoded[at++];
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += EventCodec.VARINT_BITS) {
      int next = next();
      value |= (long) (next & EventCodec.VARINT_MORE - 1) << shift;
      if ((next & EventCodec.VARINT_MORE) == 0) {
        return value;
      }
    }
    throw damaged("a number without end", "at most 10 bytes");
  }

  private IllegalStateException damaged(String found, String expected) {
    return new IllegalStateException(
        "damaged at byte " + at + " of the events: found " + found + ", expected " + expected);
  }
}
