package dev.plimsoll.watch.dump;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes small dumps by hand, so that tests can have any graph, any size of ids, and any damage.
 */
final class HprofBuilder {

  private static final int STRING = 0x01;
  private static final int LOAD_CLASS = 0x02;
  private static final int SEGMENT = 0x1C;

  private final ByteArrayOutputStream names = new ByteArrayOutputStream();
  private final ByteArrayOutputStream heap = new ByteArrayOutputStream();
  private final DataOutputStream heapOut = new DataOutputStream(heap);
  private final int idSize;
  private int serial;

  HprofBuilder(int idSize) {
    this.idSize = idSize;
  }

  HprofBuilder string(long id, String text) {
    return quietly(
        () -> {
          byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
          DataOutputStream out = new DataOutputStream(names);
          record(out, STRING, idSize + utf8.length);
          id(out, id);
          out.write(utf8);
        });
  }

  /** A class of the boot loader whose instances have so many reference fields, all of one name. */
  HprofBuilder type(long id, long nameId, int references) {
    return quietly(
        () -> {
          DataOutputStream out = new DataOutputStream(names);
          record(out, LOAD_CLASS, 8 + 2 * idSize);
          out.writeInt(++serial);
          id(out, id);
          out.writeInt(0);
          id(out, nameId);
          heapOut.writeByte(HprofScanner.CLASS_DUMP);
          id(heapOut, id);
          heapOut.writeInt(0);
          for (int i = 0; i < 6; i++) {
            id(heapOut, 0);
          }
          heapOut.writeInt(references * idSize);
          heapOut.writeShort(0);
          heapOut.writeShort(0);
          heapOut.writeShort(references);
          for (int i = 0; i < references; i++) {
            id(heapOut, nameId);
            heapOut.writeByte(2);
          }
        });
  }

  HprofBuilder instance(long id, long type, long... references) {
    return quietly(
        () -> {
          heapOut.writeByte(HprofScanner.INSTANCE);
          id(heapOut, id);
          heapOut.writeInt(0);
          id(heapOut, type);
          heapOut.writeInt(references.length * idSize);
          for (long reference : references) {
            id(heapOut, reference);
          }
        });
  }

  HprofBuilder array(long id, long type, long... elements) {
    return quietly(
        () -> {
          heapOut.writeByte(HprofScanner.OBJECT_ARRAY);
          id(heapOut, id);
          heapOut.writeInt(0);
          heapOut.writeInt(elements.length);
          id(heapOut, type);
          for (long element : elements) {
            id(heapOut, element);
          }
        });
  }

  HprofBuilder bytes(long id, int length) {
    return quietly(
        () -> {
          heapOut.writeByte(HprofScanner.PRIMITIVE_ARRAY);
          id(heapOut, id);
          heapOut.writeInt(0);
          heapOut.writeInt(length);
          heapOut.writeByte(8);
          heapOut.write(new byte[length]);
        });
  }

  HprofBuilder root(long id) {
    return quietly(
        () -> {
          heapOut.writeByte(0xFF);
          id(heapOut, id);
        });
  }

  /** Any byte inside the heap, to damage it. */
  HprofBuilder heapByte(int value) {
    return quietly(() -> heapOut.writeByte(value));
  }

  byte[] build() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    quietly(
        () -> {
          DataOutputStream out = new DataOutputStream(file);
          out.write("JAVA PROFILE 1.0.2\0".getBytes(StandardCharsets.US_ASCII));
          out.writeInt(idSize);
          out.writeLong(0);
          out.write(names.toByteArray());
          record(out, SEGMENT, heap.size());
          out.write(heap.toByteArray());
        });
    return file.toByteArray();
  }

  HeapGraph read(Path directory) throws IOException {
    return DumpReader.read(
        Files.write(Files.createTempFile(directory, "built", ".hprof"), build()), Progress.none());
  }

  private static void record(DataOutputStream out, int tag, int length) throws IOException {
    out.writeByte(tag);
    out.writeInt(0);
    out.writeInt(length);
  }

  private void id(DataOutputStream out, long id) throws IOException {
    if (idSize == 8) {
      out.writeLong(id);
    } else {
      out.writeInt((int) id);
    }
  }

  private interface Writing {
    void run() throws IOException;
  }

  private HprofBuilder quietly(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be full", e);
    }
    return this;
  }
}
