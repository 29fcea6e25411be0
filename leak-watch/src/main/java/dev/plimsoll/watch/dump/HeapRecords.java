package dev.plimsoll.watch.dump;

/** Reads single objects of a dump where they stand in the file. */
final class HeapRecords {

  private final MappedFile file;
  private final HprofHeader header;
  private final int idSize;
  private final ObjectIndex index;

  HeapRecords(MappedFile file, HprofHeader header, ObjectIndex index) {
    this.file = file;
    this.header = header;
    this.idSize = header.idSize();
    this.index = index;
  }

  ObjectIndex index() {
    return index;
  }

  int tag(int node) {
    return file.u1(index.position(node));
  }

  /** Returns the id of an instance's class. */
  long instanceClass(int node) {
    return header.id(file, index.position(node) + 5 + idSize);
  }

  /** Returns where an instance's data begins. */
  long instanceData(int node) {
    return index.position(node) + 9 + 2L * idSize;
  }

  long arrayLength(int node) {
    return file.u4(index.position(node) + 5 + idSize);
  }

  /** Returns the id of an object array's own class. */
  long arrayClass(int node) {
    return header.id(file, index.position(node) + 9 + idSize);
  }

  /** Returns where an array's elements begin. */
  long elements(int node) {
    long afterLength = index.position(node) + 9 + idSize;
    return tag(node) == HprofScanner.OBJECT_ARRAY ? afterLength + idSize : afterLength + 1;
  }

  ValueType elementType(int node) {
    if (tag(node) == HprofScanner.OBJECT_ARRAY) {
      return ValueType.OBJECT;
    }
    int code = file.u1(index.position(node) + 9 + idSize);
    try {
      return ValueType.of(code, index.position(node));
    } catch (MalformedDumpException e) {
      throw new IllegalStateException("the scan has checked this array's type", e);
    }
  }

  /** Returns the id in an object array's element, given where its elements begin. */
  long elementId(long elements, long i) {
    return header.id(file, elements + i * idSize);
  }

  long id(long position) {
    return header.id(file, position);
  }

  /**
   * Returns the text in a java.lang.String's array: chars up to JDK 8, one or two bytes a character
   * since.
   */
  String text(int array, boolean twoBytes) {
    int unit = elementType(array) == ValueType.CHAR || twoBytes ? 2 : 1;
    int bytes = (int) arrayLength(array) * (elementType(array) == ValueType.CHAR ? 2 : 1);
    long start = elements(array);
    StringBuilder text = new StringBuilder(bytes / unit);
    for (int i = 0; i + unit <= bytes; i += unit) {
      text.append(
          (char)
              (unit == 1
                  ? file.u1(start + i)
                  : twoBytes ? littleEndian(start + i) : file.u2(start + i)));
    }
    return text.toString();
  }

  /** Returns what a field takes in an instance's data. */
  int fieldBytes(ClassRecord.FieldRecord field) {
    return field.type().bytes(idSize);
  }

  int u1(long position) {
    return file.u1(position);
  }

  // The bytes of a String are in the order of the machine that wrote the dump; HotSpot's are
  // little-endian today.
  private int littleEndian(long position) {
    return file.u1(position) | file.u1(position + 1) << 8;
  }
}
