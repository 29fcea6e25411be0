package dev.plimsoll.watch.dump;

import java.nio.charset.StandardCharsets;

/**
 * What a dump says about itself before its first record.
 *
 * @param idSize bytes of an id in the file, 4 or 8; says nothing about references in the heap
 * @param writtenMillis when the dump was written, in milliseconds since 1970
 * @param bytes the header's own length
 */
record HprofHeader(int idSize, long writtenMillis, int bytes) {

  private static final String MAGIC = "JAVA PROFILE 1.0.";
  private static final int LONGEST_MAGIC = 32;

  static HprofHeader read(MappedFile file) throws MalformedDumpException {
    int magicLength = magicLength(file);
    int bytes = magicLength + 1 + 4 + 8;
    if (file.size() < bytes) {
      throw new MalformedDumpException(
          "the dump is cut off inside its header: it has " + file.size() + " bytes");
    }
    int idSize = file.i4(magicLength + 1L);
    if (idSize != 4 && idSize != 8) {
      throw new MalformedDumpException(
          "damaged dump: ids are 4 or 8 bytes, the header says " + idSize);
    }
    return new HprofHeader(idSize, file.i8(magicLength + 5L), bytes);
  }

  long id(MappedFile file, long position) {
    return idSize == 8 ? file.i8(position) : file.u4(position);
  }

  private static int magicLength(MappedFile file) throws MalformedDumpException {
    int length = 0;
    while (length < LONGEST_MAGIC && length < file.size() && file.u1(length) != 0) {
      length++;
    }
    byte[] start = new byte[length];
    for (int i = 0; i < length; i++) {
      start[i] = (byte) file.u1(i);
    }
    if (length >= 2 && start[0] == 0x1f && start[1] == (byte) 0x8b) {
      throw new MalformedDumpException(
          "the file is compressed with gzip: unpack it first (gunzip)");
    }
    if (!new String(start, StandardCharsets.ISO_8859_1).startsWith(MAGIC)) {
      throw new MalformedDumpException(
          "the file is no HPROF heap dump: it does not begin with \""
              + MAGIC
              + "\"; write one with HeapDump.write or jmap");
    }
    return length;
  }
}
