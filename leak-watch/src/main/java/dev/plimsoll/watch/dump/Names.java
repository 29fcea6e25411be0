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

  /** Returns a class name as Java writes it, from the form of class files. */
  String className(long id) {
    String raw = get(id);
    int dimensions = 0;
    while (raw.startsWith("[", dimensions)) {
      dimensions++;
    }
    String element = dimensions == 0 ? raw : elementName(raw.substring(dimensions));
    return element.replace('/', '.') + "[]".repeat(dimensions);
  }

  private static String elementName(String descriptor) {
    return switch (descriptor) {
      case "Z" -> "boolean";
      case "C" -> "char";
      case "F" -> "float";
      case "D" -> "double";
      case "B" -> "byte";
      case "S" -> "short";
      case "I" -> "int";
      case "J" -> "long";
      default ->
          descriptor.startsWith("L") && descriptor.endsWith(";")
              ? descriptor.substring(1, descriptor.length() - 1)
              : descriptor;
    };
  }
}
