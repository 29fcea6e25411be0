package dev.plimsoll.watch.dump;

/**
 * The types of fields and array elements, with HPROF's code and the size of a primitive in bytes.
 */
enum ValueType {
  OBJECT(2, 0, "Object"),
  BOOLEAN(4, 1, "boolean"),
  CHAR(5, 2, "char"),
  FLOAT(6, 4, "float"),
  DOUBLE(7, 8, "double"),
  BYTE(8, 1, "byte"),
  SHORT(9, 2, "short"),
  INT(10, 4, "int"),
  LONG(11, 8, "long");

  private static final ValueType[] BY_CODE = new ValueType[12];

  static {
    for (ValueType type : values()) {
      BY_CODE[type.code] = type;
    }
  }

  private final int code;
  private final int primitiveBytes;
  private final String word;

  ValueType(int code, int primitiveBytes, String word) {
    this.code = code;
    this.primitiveBytes = primitiveBytes;
    this.word = word;
  }

  static ValueType of(int code, long position) throws MalformedDumpException {
    if (code < 0 || code >= BY_CODE.length || BY_CODE[code] == null) {
      throw new MalformedDumpException(
          "damaged dump: no type has code " + code + ", found at byte " + position);
    }
    return BY_CODE[code];
  }

  /** Returns the bytes that a value takes where a reference takes referenceBytes. */
  int bytes(int referenceBytes) {
    return this == OBJECT ? referenceBytes : primitiveBytes;
  }

  String word() {
    return word;
  }
}
