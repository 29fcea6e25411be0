package dev.plimsoll.watch.dump;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class found in a dump, with the fields of its instances and of all its superclasses laid out as
 * in the file.
 */
final class DumpedClass {

  /**
   * A field of reference type: who declares it, and where it stands in an instance's data; all but
   * java.lang.ref.Reference.referent are strong.
   */
  record ReferenceField(String declaredBy, long nameId, int offset, boolean strong) {

    ReferenceField at(int otherOffset) {
      return new ReferenceField(declaredBy, nameId, otherOffset, strong);
    }
  }

  private final ClassRecord shape;
  private final String name;
  private final @Nullable DumpedClass superclass;
  private final List<ReferenceField> references;
  private final int[] strongOffsets;
  private final int dataBytes;
  private int instanceBytes;

  DumpedClass(
      ClassRecord shape,
      String name,
      @Nullable DumpedClass superclass,
      List<ReferenceField> references,
      int dataBytes) {
    this.shape = shape;
    this.name = name;
    this.superclass = superclass;
    this.references = List.copyOf(references);
    this.strongOffsets =
        references.stream()
            .filter(ReferenceField::strong)
            .mapToInt(ReferenceField::offset)
            .toArray();
    this.dataBytes = dataBytes;
  }

  ClassRecord shape() {
    return shape;
  }

  /** Returns the name as Java writes it: java.util.Map$Entry, byte[][]. */
  String name() {
    return name;
  }

  /** Returns the name without its package. */
  String simpleName() {
    return simpleName(name);
  }

  static String simpleName(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }

  @Nullable DumpedClass superclass() {
    return superclass;
  }

  /** Returns all reference fields, inherited ones too. */
  List<ReferenceField> references() {
    return references;
  }

  /** Returns where in an instance's data strong references stand. */
  int[] strongOffsets() {
    return strongOffsets;
  }

  /** Returns the bytes of an instance's data in the file. */
  int dataBytes() {
    return dataBytes;
  }

  /** Returns what an instance takes in the heap, known once the layout is. */
  int instanceBytes() {
    return instanceBytes;
  }

  void instanceBytes(int bytes) {
    instanceBytes = bytes;
  }
}
