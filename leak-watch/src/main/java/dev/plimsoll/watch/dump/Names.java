package dev.plimsoll.watch.dump;

/**
 * The strings of a dump (names of classes, fields and methods; no values), read from the file when
 * asked for.
 */
final class Names {

  private final MappedFile file;
  private final int idSize;
  private final LongMap textPositions = new LongMap();

  Names(MappedFile file, int idSize) {
    this.file = file;
    this.idSize = idSize;
  }

  void add(long id, long textPosition) {
    textPositions.put(id, textPosition);
  }

  String get(long id) {
    long position = textPositions.get(id, -1);
    if (position < 0) {
      return "?";
    }
    // The record's length stands before the id and counts it.
    int length = file.i4(position - idSize - 4) - idSize;
    return file.utf8(position, length);
  }

  /** Returns a class name as Java writes it. */
  String className(long id) {
    return JavaNames.fromJvm(get(id));
  }
}
