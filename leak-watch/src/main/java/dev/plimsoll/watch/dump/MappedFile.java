package dev.plimsoll.watch.dump;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of any size, mapped read-only in segments. Big-endian, as HPROF is. Pages belong to the
 * system's cache, so the file's size does not count against the heap. Safe for use by many threads.
 */
final class MappedFile {

  private static final int SEGMENT_BITS = 30;
  // Segments overlap, so that no value is cut in two.
  private static final int OVERLAP = Long.BYTES;

  private final MappedByteBuffer[] segments;
  private final long size;
  private final int segmentBits;
  private final long mask;

  private MappedFile(MappedByteBuffer[] segments, long size, int segmentBits) {
    this.segments = segments;
    this.size = size;
    this.segmentBits = segmentBits;
    this.mask = (1L << segmentBits) - 1;
  }

  static MappedFile map(Path path) throws IOException {
    return map(path, SEGMENT_BITS);
  }

  /** Maps in segments of 2^segmentBits bytes; small ones let a test cross their borders. */
  static MappedFile map(Path path, int segmentBits) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      long segment = 1L << segmentBits;
      MappedByteBuffer[] segments =
          new MappedByteBuffer[Math.toIntExact((size + segment - 1) / segment)];
      for (int i = 0; i < segments.length; i++) {
        long start = i * segment;
        segments[i] =
            channel.map(
                FileChannel.MapMode.READ_ONLY, start, Math.min(segment + OVERLAP, size - start));
      }
      return new MappedFile(segments, size, segmentBits);
    }
  }

  long size() {
    return size;
  }

  int u1(long position) {
    return segment(position).get(offset(position)) & 0xff;
  }

  int u2(long position) {
    return segment(position).getShort(offset(position)) & 0xffff;
  }

  int i4(long position) {
    return segment(position).getInt(offset(position));
  }

  long u4(long position) {
    return i4(position) & 0xffff_ffffL;
  }

  long i8(long position) {
    return segment(position).getLong(offset(position));
  }

  String utf8(long position, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) u1(position + i);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private MappedByteBuffer segment(long position) {
    return segments[(int) (position >>> segmentBits)];
  }

  private int offset(long position) {
    return (int) (position & mask);
  }
}
