package dev.plimsoll.watch.dump;

import java.util.ArrayList;
import java.util.List;

/**
 * A CLASS DUMP record.
 *
 * @param id the class object
 * @param superId its superclass, 0 for none
 * @param loaderId its loader, 0 for the boot loader
 * @param statics static fields of reference type, with their values
 * @param staticPrimitiveBytes what its other static fields take
 * @param fields the fields declared by this class alone, in the order of an instance's data
 */
record ClassRecord(
    long id,
    long superId,
    long loaderId,
    List<StaticReference> statics,
    int staticPrimitiveBytes,
    List<FieldRecord> fields) {

  /** A static field that holds an object. */
  record StaticReference(long nameId, long value) {}

  /** A declared field. */
  record FieldRecord(long nameId, ValueType type) {}

  /** Returns the record's length in bytes, without reading more than the counts. */
  static long length(MappedFile file, int idSize, long position, long end)
      throws MalformedDumpException {
    return new Cursor(file, idSize, position, end).skip() - position;
  }

  static ClassRecord read(MappedFile file, int idSize, long position)
      throws MalformedDumpException {
    return new Cursor(file, idSize, position, file.size()).read();
  }

  private static final class Cursor {
    private final MappedFile file;
    private final int idSize;
    private final long end;
    private long position;

    Cursor(MappedFile file, int idSize, long position, long end) {
      this.file = file;
      this.idSize = idSize;
      this.position = position;
      this.end = end;
    }

    long skip() throws MalformedDumpException {
      read();
      return position;
    }

    ClassRecord read() throws MalformedDumpException {
      advance(1);
      long id = nextId();
      advance(4);
      long superId = nextId();
      long loaderId = nextId();
      advance(4 * idSize); // signers, protection domain and two reserved ids
      advance(
          4); // instance size as HotSpot's fields give it; the layout is worked out from the fields
      // instead
      skipConstantPool();
      List<StaticReference> statics = new ArrayList<>();
      int primitives = readStatics(statics);
      return new ClassRecord(id, superId, loaderId, List.copyOf(statics), primitives, readFields());
    }

    private void skipConstantPool() throws MalformedDumpException {
      int count = nextU2();
      for (int i = 0; i < count; i++) {
        advance(2);
        advance(nextType().bytes(idSize));
      }
    }

    private int readStatics(List<StaticReference> statics) throws MalformedDumpException {
      int primitiveBytes = 0;
      int count = nextU2();
      for (int i = 0; i < count; i++) {
        long nameId = nextId();
        ValueType type = nextType();
        if (type == ValueType.OBJECT) {
          statics.add(new StaticReference(nameId, nextId()));
        } else {
          advance(type.bytes(idSize));
          primitiveBytes += type.bytes(idSize);
        }
      }
      return primitiveBytes;
    }

    private List<FieldRecord> readFields() throws MalformedDumpException {
      int count = nextU2();
      List<FieldRecord> fields = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        fields.add(new FieldRecord(nextId(), nextType()));
      }
      return List.copyOf(fields);
    }

    private long nextId() throws MalformedDumpException {
      long at = advance(idSize);
      return idSize == 8 ? file.i8(at) : file.u4(at);
    }

    private int nextU2() throws MalformedDumpException {
      return file.u2(advance(2));
    }

    private ValueType nextType() throws MalformedDumpException {
      long at = advance(1);
      return ValueType.of(file.u1(at), at);
    }

    private long advance(int bytes) throws MalformedDumpException {
      long at = position;
      if (at + bytes > end) {
        throw new MalformedDumpException("the dump is cut off inside a class, at byte " + at);
      }
      position += bytes;
      return at;
    }
  }
}
