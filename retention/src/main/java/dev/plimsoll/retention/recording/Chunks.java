package dev.plimsoll.retention.recording;

import java.util.ArrayList;
import java.util.List;

/** Encoded events in pieces of 64 KB, so that nothing is copied as they grow. Not thread-safe. */
final class Chunks {

  static final int CHUNK_BYTES = 1 << 16;

  private final List<byte[]> full;
  private final List<Integer> lengths = new ArrayList<>();
  private byte[] last = new byte[CHUNK_BYTES];
  private int used;
  private long before;

  Chunks() {
    full = new ArrayList<>();
  }

  /**
   * Events never span two chunks: so many bytes are there without asking again. Answers whether a
   * chunk was begun for it.
   */
  boolean reserve(int bytes) {
    boolean begins = used + bytes > CHUNK_BYTES;
    if (begins) {
      full.add(last);
      lengths.add(used);
      before += used;
      last = new byte[CHUNK_BYTES];
      used = 0;
    }
    return begins;
  }

  void put(int value) {
    last[used++] = (byte) value;
  }

  void putVarint(long value) {
    long left = value;
    while ((left & -EventCodec.VARINT_MORE) != 0) {
      put((int) left | EventCodec.VARINT_MORE);
      left >>>= EventCodec.VARINT_BITS;
    }
    put((int) left);
  }

  long bytes() {
    return before + used;
  }

  byte[] toArray() {
    byte[] all = new byte[Math.toIntExact(bytes())];
    int at = 0;
    for (int i = 0; i < full.size(); i++) {
      System.arraycopy(full.get(i), 0, all, at, lengths.get(i));
      at += lengths.get(i);
    }
    System.arraycopy(last, 0, all, at, used);
    return all;
  }
}
