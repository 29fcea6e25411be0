package dev.plimsoll.simulator.js;

/**
 * How large one version of V8 makes its objects on a 64-bit machine without pointer compression, in
 * bytes. An element, a field and a pointer have 8.
 *
 * @param arrayMementoBytes what lies behind a new array while its site is observed and dies with
 *     the next scavenge; 0 where sites are not observed
 * @param literalMementoBytes the same behind an object literal
 * @param stringHeaderBytes what a string has beside its characters
 * @param arrayBufferBytes an {@code ArrayBuffer}'s object, without what it holds outside the heap
 * @param largeObjectBytes an object above this size has pages of its own
 * @param numberStringsOld whether a number's string is made in the old generation, since a table
 *     there will refer to it
 */
public record JsLayout(
    int arrayMementoBytes,
    int literalMementoBytes,
    int stringHeaderBytes,
    int arrayBufferBytes,
    int largeObjectBytes,
    boolean numberStringsOld) {

  /** rule: elements grow by half and {@code JSObject::kMinAddedElementsCapacity}. */
  static final int ADDED_ELEMENTS = 16;

  /** rule: up to this length {@code shift} moves elements instead of the array's start. */
  static final int COPIED_ON_SHIFT = 100;

  /** rule: a {@code NameDictionary}'s counters before its entries. */
  static final int PREFIX_WORDS = 6;

  /** rule: the least capacity of a hash table, */
  static final int MIN_CAPACITY = 4;

  /** rule: and of one that shrinks. */
  static final int MIN_SHRUNK_CAPACITY = 16;

  /** rule: larger tables are made in the old generation if the one before lies there. */
  static final int MAX_YOUNG_CAPACITY = 256;

  /** rule: numbers whose strings are remembered at first, */
  static final int SMALL_CACHE = 256;

  /** measured: and once two of them met at one place. */
  static final int FULL_CACHE = 16_384;

  // rule: what objects are made of on 64 bits.
  static final int POINTER_BYTES = 8;
  static final int NUMBER_BYTES = 16;
  static final int ARRAY_BYTES = 32;
  static final int ELEMENTS_HEADER_BYTES = 16;
  static final int OBJECT_HEADER_BYTES = 24;

  /** rule: fields for which an empty literal has room. */
  static final int EMPTY_LITERAL_FIELDS = 4;

  /** {@return the sizes in Node 0.10, whose arrays have no mementos} */
  public static JsLayout v8_3_14() {
    return new JsLayout(0, 0, 24, 56, 995_328, false);
  }

  /** {@return the sizes in Node 8} */
  public static JsLayout v8_6_2() {
    return new JsLayout(16, 16, 24, 80, 507_136, true);
  }

  /** {@return the sizes in Node 20, measured there} */
  public static JsLayout v8_11_3() {
    return new JsLayout(16, 16, 16, 88, 131_072, false);
  }

  public JsLayout {
    requireWords("arrayMementoBytes", arrayMementoBytes);
    requireWords("literalMementoBytes", literalMementoBytes);
    requireWords("stringHeaderBytes", stringHeaderBytes);
    requireWords("arrayBufferBytes", arrayBufferBytes);
    requireWords("largeObjectBytes", largeObjectBytes);
  }

  int elementsBytes(int length) {
    return ELEMENTS_HEADER_BYTES + POINTER_BYTES * length;
  }

  int objectBytes(int fields) {
    return OBJECT_HEADER_BYTES + POINTER_BYTES * fields;
  }

  int stringBytes(int characters) {
    return (stringHeaderBytes + characters + POINTER_BYTES - 1) / POINTER_BYTES * POINTER_BYTES;
  }

  private static void requireWords(String name, int bytes) {
    if (bytes < 0 || bytes % POINTER_BYTES != 0) {
      throw new IllegalArgumentException(name + " must be a multiple of 8 bytes: " + bytes);
    }
  }
}
