package dev.plimsoll.watch.dump;

/**
 * Walks a dump's records from the first byte to the last and tells them to a visitor.
 *
 * <p>Every length is checked against what contains it, so that a file that is cut off or damaged
 * ends in a message that says where, never in a wrong answer.
 */
final class HprofScanner {

  static final int INSTANCE = 0x21;
  static final int OBJECT_ARRAY = 0x22;
  static final int PRIMITIVE_ARRAY = 0x23;
  static final int CLASS_DUMP = 0x20;

  private static final int RECORD_HEADER = 9;
  private static final int STRING = 0x01;
  private static final int LOAD_CLASS = 0x02;
  private static final int FRAME = 0x04;
  private static final int TRACE = 0x05;
  private static final int HEAP_DUMP = 0x0C;
  private static final int HEAP_DUMP_SEGMENT = 0x1C;

  private final MappedFile file;
  private final HprofHeader header;
  private final int idSize;
  private final DumpVisitor visitor;
  private final Progress progress;

  private HprofScanner(
      MappedFile file, HprofHeader header, DumpVisitor visitor, Progress progress) {
    this.file = file;
    this.header = header;
    this.idSize = header.idSize();
    this.visitor = visitor;
    this.progress = progress;
  }

  static void scan(MappedFile file, HprofHeader header, DumpVisitor visitor, Progress progress)
      throws MalformedDumpException {
    new HprofScanner(file, header, visitor, progress).records();
  }

  private void records() throws MalformedDumpException {
    long position = header.bytes();
    boolean heapSeen = false;
    while (position < file.size()) {
      requireRoom(position, RECORD_HEADER, file.size());
      int tag = file.u1(position);
      long body = position + RECORD_HEADER;
      long length = file.u4(position + 5);
      requireRoom(body, length, file.size());
      if (tag == HEAP_DUMP || tag == HEAP_DUMP_SEGMENT) {
        heapSeen = true;
        heapSegment(body, body + length);
      } else {
        record(tag, body, length);
      }
      position = body + length;
      progress.at(position, file.size());
    }
    if (!heapSeen) {
      throw new MalformedDumpException(
          "the file has no heap in it, only names: was the dump cut off while written?");
    }
  }

  private void record(int tag, long body, long length) throws MalformedDumpException {
    switch (tag) {
      case STRING -> {
        requireRoom(body, idSize, body + length);
        visitor.string(id(body), body + idSize, (int) (length - idSize));
      }
      case LOAD_CLASS -> {
        requireRoom(body, 8 + 2L * idSize, body + length);
        visitor.loadedClass(file.i4(body), id(body + 4), id(body + 8 + idSize));
      }
      case FRAME -> {
        requireRoom(body, 8 + 4L * idSize, body + length);
        visitor.frame(id(body), id(body + idSize), file.i4(body + 4L * idSize));
      }
      case TRACE -> {
        requireRoom(body, 12, body + length);
        int frames = file.i4(body + 8);
        requireRoom(body + 12, frames * (long) idSize, body + length);
        visitor.trace(file.i4(body), body + 12, frames);
      }
      default -> {
        // Unknown records are skipped, as the format asks.
      }
    }
  }

  private void heapSegment(long start, long end) throws MalformedDumpException {
    long position = start;
    while (position < end) {
      requireRoom(position, 1L + idSize, end);
      long next = position + heapRecord(position, end);
      requireRoom(position, next - position, end);
      position = next;
    }
  }

  /** Tells one record of a heap segment and returns its length in bytes. */
  private long heapRecord(long position, long end) throws MalformedDumpException {
    int tag = file.u1(position);
    long id = id(position + 1);
    long afterId = position + 1 + idSize;
    switch (tag) {
      case INSTANCE, OBJECT_ARRAY, PRIMITIVE_ARRAY -> {
        long length = objectLength(tag, position, end);
        requireRoom(position, length, end);
        visitor.object(id, position);
        return length;
      }
      case CLASS_DUMP -> {
        long length = ClassRecord.length(file, idSize, position, end);
        visitor.classDump(id, position);
        return length;
      }
      default -> {
        return root(tag, id, afterId, end) - position;
      }
    }
  }

  private long objectLength(int tag, long position, long end) throws MalformedDumpException {
    long afterTrace = position + 1 + idSize + 4;
    requireRoom(afterTrace, tag == PRIMITIVE_ARRAY ? 5 : 4L + idSize, end);
    switch (tag) {
      case INSTANCE -> {
        requireRoom(afterTrace + idSize, 4, end);
        return 1 + idSize + 4 + idSize + 4 + file.u4(afterTrace + idSize);
      }
      case OBJECT_ARRAY -> {
        return 1 + idSize + 8 + idSize + file.u4(afterTrace) * idSize;
      }
      default -> {
        int element = ValueType.of(file.u1(afterTrace + 4), afterTrace + 4).bytes(idSize);
        return 1 + idSize + 9 + file.u4(afterTrace) * element;
      }
    }
  }

  /** Tells a root and returns where it ends. */
  private long root(int tag, long id, long afterId, long end) throws MalformedDumpException {
    switch (tag) {
      case 0x01 -> {
        visitor.root(RootKind.JNI_GLOBAL, id, -1, -1, -1);
        return afterId + idSize;
      }
      case 0x02, 0x03 -> {
        requireRoom(afterId, 8, end);
        visitor.root(RootKind.LOCAL, id, file.i4(afterId), -1, file.i4(afterId + 4));
        return afterId + 8;
      }
      case 0x04, 0x06 -> {
        requireRoom(afterId, 4, end);
        visitor.root(RootKind.LOCAL, id, file.i4(afterId), -1, -1);
        return afterId + 4;
      }
      case 0x05 -> {
        visitor.root(RootKind.CLASS, id, -1, -1, -1);
        return afterId;
      }
      case 0x07 -> {
        visitor.root(RootKind.MONITOR, id, -1, -1, -1);
        return afterId;
      }
      case 0x08 -> {
        requireRoom(afterId, 8, end);
        visitor.root(RootKind.THREAD, id, file.i4(afterId), file.i4(afterId + 4), -1);
        return afterId + 8;
      }
      case 0xFF -> {
        visitor.root(RootKind.OTHER, id, -1, -1, -1);
        return afterId;
      }
      default ->
          throw new MalformedDumpException(
              "no record of a JVM's heap dump has tag 0x"
                  + Integer.toHexString(tag)
                  + ", found at byte "
                  + (afterId - idSize - 1)
                  + ": the file is damaged, or written by another runtime (convert an Android dump with hprof-conv)");
    }
  }

  private long id(long position) {
    return header.id(file, position);
  }

  private void requireRoom(long position, long needed, long end) throws MalformedDumpException {
    if (needed < 0 || position + needed > end) {
      throw new MalformedDumpException(
          "the dump is cut off or damaged: "
              + needed
              + " bytes are needed at byte "
              + position
              + ", and there are "
              + (end - position)
              + " (file size "
              + file.size()
              + "); write it again, with enough space on the disk");
    }
  }
}
