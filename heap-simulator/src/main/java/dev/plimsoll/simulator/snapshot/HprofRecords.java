package dev.plimsoll.simulator.snapshot;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The frame of a HPROF file: records with their lengths, and the heap's own small records gathered
 * into segments. A small record never spans two segments; one larger than a segment has its own.
 */
final class HprofRecords {

  private static final int SEGMENT_BYTES = 1 << 20;
  private static final long MOST_SEGMENT_BYTES = 0xFFFF_FFFFL;
  private static final byte[] ZEROS = new byte[1 << 12];

  private final OutputStream out;
  private byte[] segment = new byte[SEGMENT_BYTES];
  private int used;
  private int segmentTag;
  // What is left of a record that goes straight through, since it is larger than a segment.
  private long through;
  private boolean inSegments;

  HprofRecords(OutputStream out) {
    this.out = out;
  }

  void header(String format, int idBytes) throws IOException {
    out.write(format.getBytes(StandardCharsets.US_ASCII));
    out.write(0);
    u4(idBytes);
    u4(0);
    u4(0);
  }

  void begin(int tag, long length) throws IOException {
    out.write(tag);
    writeU4(0);
    writeU4((int) length);
  }

  void beginSegments(int tag) {
    segmentTag = tag;
    inSegments = true;
  }

  /** A small record of so many bytes, or fewer, comes next. */
  void reserve(long bytes) throws IOException {
    if (used + bytes > segment.length) {
      flushSegment();
    }
    if (bytes > segment.length) {
      if (bytes > MOST_SEGMENT_BYTES) {
        throw new IllegalArgumentException("HPROF has no record of " + bytes + " bytes");
      }
      begin(segmentTag, bytes);
      through = bytes;
    }
  }

  void endSegments(int tag) throws IOException {
    flushSegment();
    inSegments = false;
    begin(tag, 0);
    out.flush();
  }

  void u1(int value) throws IOException {
    if (!inSegments || through > 0) {
      out.write(value);
      through = Math.max(0, through - 1);
    } else {
      segment[used++] = (byte) value;
    }
  }

  void u2(int value) throws IOException {
    u1(value >>> 8);
    u1(value);
  }

  void u4(int value) throws IOException {
    u2(value >>> 16);
    u2(value);
  }

  void bytes(byte[] bytes) throws IOException {
    for (byte b : bytes) {
      u1(b);
    }
  }

  void zeros(long count) throws IOException {
    if (through > 0) {
      through -= count;
      for (long left = count; left > 0; left -= ZEROS.length) {
        out.write(ZEROS, 0, (int) Math.min(left, ZEROS.length));
      }
    } else {
      Arrays.fill(segment, used, used + (int) count, (byte) 0);
      used += (int) count;
    }
  }

  private void flushSegment() throws IOException {
    if (used > 0) {
      begin(segmentTag, used);
      out.write(segment, 0, used);
      used = 0;
    }
  }

  private void writeU4(int value) throws IOException {
    out.write(value >>> 24);
    out.write(value >>> 16);
    out.write(value >>> 8);
    out.write(value);
  }
}
