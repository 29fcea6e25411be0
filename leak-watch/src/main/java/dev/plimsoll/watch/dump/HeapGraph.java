package dev.plimsoll.watch.dump;

import dev.plimsoll.watch.dump.ClassRecord.FieldRecord;
import dev.plimsoll.watch.dump.ClassRecord.StaticReference;
import dev.plimsoll.watch.dump.DumpedClass.ReferenceField;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A dump as a graph: nodes are the objects in the order of their addresses, edges the strong
 * references. The referent of a java.lang.ref.Reference is no edge, since it keeps nothing.
 *
 * <p>Edges are read from the file at every visit; in memory are two longs for each object.
 */
public final class HeapGraph {

  private final HeapRecords records;
  private final ObjectIndex index;
  private final ClassTable classes;
  private final Names names;
  private final HeapLayout layout;
  private final List<GcRoot> roots;
  private final StackTraces stacks;
  private final int mirrorBytes;

  HeapGraph(
      HeapRecords records,
      ClassTable classes,
      Names names,
      HeapLayout layout,
      List<GcRoot> roots,
      StackTraces stacks) {
    this.records = records;
    this.index = records.index();
    this.classes = classes;
    this.names = names;
    this.layout = layout;
    this.roots = roots;
    this.stacks = stacks;
    classes.all().forEach(type -> type.instanceBytes(layout.instanceBytes(type)));
    this.mirrorBytes =
        classes.named("java.lang.Class").stream()
            .mapToInt(DumpedClass::instanceBytes)
            .findFirst()
            .orElse(0);
  }

  public int size() {
    return index.size();
  }

  int node(long id) {
    return index.node(id);
  }

  List<GcRoot> roots() {
    return roots;
  }

  public HeapLayout layout() {
    return layout;
  }

  ClassTable classes() {
    return classes;
  }

  HeapRecords records() {
    return records;
  }

  /**
   * Tells all nodes that this one refers to strongly; one that is referred to twice is told twice.
   */
  void references(int node, IntConsumer target) {
    switch (records.tag(node)) {
      case HprofScanner.INSTANCE -> {
        DumpedClass type = classes.byId(records.instanceClass(node));
        if (type != null) {
          long data = records.instanceData(node);
          for (int offset : type.strongOffsets()) {
            tell(records.id(data + offset), target);
          }
        }
      }
      case HprofScanner.OBJECT_ARRAY -> {
        long length = records.arrayLength(node);
        long elements = records.elements(node);
        for (long i = 0; i < length; i++) {
          tell(records.elementId(elements, i), target);
        }
      }
      case HprofScanner.CLASS_DUMP -> classReferences(node, target);
      default -> {
        // An array of primitives refers to nothing.
      }
    }
  }

  private void classReferences(int node, IntConsumer target) {
    DumpedClass type = classes.byId(index.id(node));
    if (type == null) {
      return;
    }
    for (StaticReference field : type.shape().statics()) {
      tell(field.value(), target);
    }
    tell(type.shape().superId(), target);
    tell(type.shape().loaderId(), target);
  }

  private void tell(long id, IntConsumer target) {
    int node = index.node(id);
    if (node >= 0) {
      target.accept(node);
    }
  }

  /** Returns what the object itself takes in the heap, in bytes. */
  public long shallowBytes(int node) {
    switch (records.tag(node)) {
      case HprofScanner.INSTANCE -> {
        DumpedClass type = classes.byId(records.instanceClass(node));
        return type == null ? layout.header() : type.instanceBytes();
      }
      case HprofScanner.CLASS_DUMP -> {
        DumpedClass type = classes.byId(index.id(node));
        return type == null ? mirrorBytes : layout.classObjectBytes(mirrorBytes, type.shape());
      }
      default -> {
        return layout.arrayBytes(records.elementType(node), records.arrayLength(node));
      }
    }
  }

  /** Returns the class of an object as Java writes it. */
  public String typeName(int node) {
    switch (records.tag(node)) {
      case HprofScanner.INSTANCE -> {
        return nameOf(classes.byId(records.instanceClass(node)));
      }
      case HprofScanner.OBJECT_ARRAY -> {
        return nameOf(classes.byId(records.arrayClass(node)));
      }
      case HprofScanner.CLASS_DUMP -> {
        return "java.lang.Class";
      }
      default -> {
        return records.elementType(node).word() + "[]";
      }
    }
  }

  /** Returns the class whose class object this node is, or null. */
  @Nullable DumpedClass classObject(int node) {
    return records.tag(node) == HprofScanner.CLASS_DUMP ? classes.byId(index.id(node)) : null;
  }

  /** Returns the class of an instance, or null for arrays and class objects. */
  @Nullable DumpedClass instanceClass(int node) {
    return records.tag(node) == HprofScanner.INSTANCE
        ? classes.byId(records.instanceClass(node))
        : null;
  }

  /** Says by which field or element one object refers to another: "OrderCache.map", "Object[7]". */
  String referenceWords(int from, int to) {
    long id = index.id(to);
    DumpedClass asClass = classObject(from);
    if (asClass != null) {
      return staticWords(asClass, id);
    }
    DumpedClass type = instanceClass(from);
    if (type != null) {
      for (ReferenceField field : type.references()) {
        if (field.strong() && records.id(records.instanceData(from) + field.offset()) == id) {
          return DumpedClass.simpleName(field.declaredBy()) + '.' + names.get(field.nameId());
        }
      }
      return type.simpleName();
    }
    return elementWords(from, id);
  }

  private String staticWords(DumpedClass type, long id) {
    for (StaticReference field : type.shape().statics()) {
      if (field.value() == id) {
        return "static " + type.simpleName() + '.' + names.get(field.nameId());
      }
    }
    return "class " + type.simpleName();
  }

  private String elementWords(int array, long id) {
    String type = DumpedClass.simpleName(typeName(array));
    String element = type.endsWith("[]") ? type.substring(0, type.length() - 2) : type;
    long elements = records.elements(array);
    for (long i = 0; i < records.arrayLength(array); i++) {
      if (records.elementId(elements, i) == id) {
        return element + '[' + i + ']';
      }
    }
    return type;
  }

  /** Says why a root keeps its object. */
  String rootWords(GcRoot root) {
    return switch (root.kind()) {
      case STATIC_FIELD -> "static " + simpleNameOf(root.place()) + '.' + names.get(root.detail());
      case LOCAL -> "local of " + stacks.describe(root.place(), root.detail());
      case THREAD -> "thread " + root.place();
      default -> root.kind().word();
    };
  }

  private String simpleNameOf(long classId) {
    return DumpedClass.simpleName(nameOf(classes.byId(classId)));
  }

  private static String nameOf(@Nullable DumpedClass type) {
    return type == null ? "?" : type.name();
  }

  /**
   * Returns what an instance's reference field holds, 0 for null and when its class has no such
   * field.
   */
  long fieldId(int node, String fieldName) {
    DumpedClass type = instanceClass(node);
    if (type != null) {
      for (ReferenceField field : type.references()) {
        if (names.get(field.nameId()).equals(fieldName)) {
          return records.id(records.instanceData(node) + field.offset());
        }
      }
    }
    return 0;
  }

  /**
   * Returns the first byte of an instance's field, or -1 when its class declares no such field
   * itself.
   */
  int firstByte(int node, String fieldName) {
    DumpedClass type = instanceClass(node);
    long position = records.instanceData(node);
    for (FieldRecord field : type == null ? List.<FieldRecord>of() : type.shape().fields()) {
      if (names.get(field.nameId()).equals(fieldName)) {
        return records.u1(position);
      }
      position += records.fieldBytes(field);
    }
    return -1;
  }
}
