package dev.plimsoll.simulator.snapshot;

import dev.plimsoll.simulator.snapshot.HprofShapes.Shape;
import dev.plimsoll.simulator.snapshot.ObjectGraph.Root;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes the binary format of {@code hprof}, version 1.0.2, with identifiers of 4 bytes, as {@link
 * HprofShapes} lays objects out. Its time is 0: a simulated heap has no clock.
 */
final class HprofWriter {

  private static final int TAG_STRING = 0x01;
  private static final int TAG_LOAD_CLASS = 0x02;
  private static final int TAG_STACK_TRACE = 0x05;
  private static final int TAG_HEAP_DUMP_SEGMENT = 0x1C;
  private static final int TAG_HEAP_DUMP_END = 0x2C;

  private static final int ROOT_JNI_GLOBAL = 0x01;
  private static final int ROOT_JNI_LOCAL = 0x02;
  private static final int ROOT_STICKY_CLASS = 0x05;
  private static final int CLASS_DUMP = 0x20;
  private static final int INSTANCE_DUMP = 0x21;
  private static final int OBJECT_ARRAY_DUMP = 0x22;
  private static final int PRIMITIVE_ARRAY_DUMP = 0x23;
  private static final int ROOT_UNKNOWN = 0xFF;

  private static final int TYPE_OBJECT = 2;
  private static final int TYPE_BYTE = 8;
  private static final int TYPE_INT = 10;
  private static final int TYPE_LONG = 11;

  private static final int STACK_TRACE = 1;
  private static final int ID_BYTES = 4;
  private static final long MOST_BYTES = Integer.MAX_VALUE - 64L;

  private static final int FIRST_ID = 16;

  private final ObjectGraph graph;
  private final HprofRecords out;
  private final Map<String, Integer> names = new LinkedHashMap<>();
  private final Map<Shape, Integer> classes = new LinkedHashMap<>();
  private final int[] ids;
  private int nextId = FIRST_ID;
  private int classSerial;
  private int objectClass;
  private int arrayClass;

  HprofWriter(ObjectGraph graph, OutputStream out) {
    this.graph = graph;
    this.out = new HprofRecords(out);
    this.ids = new int[graph.size()];
  }

  void write() throws IOException {
    numberObjects();
    out.header("JAVA PROFILE 1.0.2", ID_BYTES);
    writeStackTrace();
    objectClass = loadClass("java/lang/Object");
    int classClass = loadClass("java/lang/Class");
    arrayClass = loadClass("[Ljava/lang/Object;");
    int bytesClass = loadClass("[B");
    for (int node = 0; node < graph.size(); node++) {
      Shape shape = HprofShapes.of(graph, node);
      if (!classes.containsKey(shape)) {
        classes.put(shape, loadClass(graph.owners().get(shape.owner()).name()));
        nameFields(shape);
      }
    }
    out.beginSegments(TAG_HEAP_DUMP_SEGMENT);
    writePlainClass(objectClass, 0);
    for (int plain : new int[] {classClass, arrayClass, bytesClass}) {
      writePlainClass(plain, objectClass);
    }
    for (Map.Entry<Shape, Integer> shape : classes.entrySet()) {
      writeClass(shape.getKey(), shape.getValue());
    }
    for (Root root : graph.roots()) {
      writeRoot(root);
    }
    for (int node = 0; node < graph.size(); node++) {
      writeObject(node);
    }
    out.endSegments(TAG_HEAP_DUMP_END);
  }

  // Before any other id is given, so that they lie in the order of the objects' sizes in memory.
  private void numberObjects() {
    for (int node = 0; node < graph.size(); node++) {
      if (graph.bytes(node) > MOST_BYTES) {
        throw new IllegalArgumentException(
            "HPROF has no object of "
                + graph.bytes(node)
                + " bytes, at most "
                + MOST_BYTES
                + "; write a .heapsnapshot");
      }
      // An object, its slots and its body.
      ids[node] = nextId;
      nextId += 3;
    }
  }

  private void writeStackTrace() throws IOException {
    out.begin(TAG_STACK_TRACE, 12);
    out.u4(STACK_TRACE);
    out.u4(0);
    out.u4(0);
  }

  private int loadClass(String name) throws IOException {
    int string = name(name);
    int id = nextId++;
    out.begin(TAG_LOAD_CLASS, 16);
    out.u4(++classSerial);
    out.u4(id);
    out.u4(STACK_TRACE);
    out.u4(string);
    return id;
  }

  private int name(String text) throws IOException {
    Integer known = names.get(text);
    if (known != null) {
      return known;
    }
    int id = nextId++;
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.begin(TAG_STRING, ID_BYTES + utf8.length);
    out.u4(id);
    out.bytes(utf8);
    names.put(text, id);
    return id;
  }

  private void nameFields(Shape shape) throws IOException {
    if (shape.isComposite()) {
      name("slots");
      name("body");
    }
    for (int slot = 0; slot < shape.slots(); slot++) {
      name("slot" + slot);
    }
    name("filler");
  }

  private void writePlainClass(int id, int superclass) throws IOException {
    out.reserve(CLASS_DUMP_BYTES + 5);
    writeClassHead(id, superclass, 8);
    out.u2(0);
    writeStickyClass(id);
  }

  private static final int CLASS_DUMP_BYTES = 1 + 9 * ID_BYTES + 3 * 2;

  private void writeClassHead(int id, int superclass, int instanceBytes) throws IOException {
    out.u1(CLASS_DUMP);
    out.u4(id);
    out.u4(STACK_TRACE);
    out.u4(superclass);
    for (int unused = 0; unused < 5; unused++) {
      out.u4(0);
    }
    out.u4(instanceBytes);
    out.u2(0);
    out.u2(0);
  }

  private void writeStickyClass(int id) throws IOException {
    out.u1(ROOT_STICKY_CLASS);
    out.u4(id);
  }

  private void writeClass(Shape shape, int id) throws IOException {
    int references = shape.isComposite() ? 2 : shape.slots();
    int longs = shape.isComposite() ? 0 : shape.fillerBytes() / Long.BYTES;
    int ints = shape.isComposite() ? 0 : shape.fillerBytes() / Integer.BYTES % 2;
    int fields = references + longs + ints;
    out.reserve(CLASS_DUMP_BYTES + 5 * fields + 5);
    writeClassHead(id, objectClass, shape.instanceBytes());
    out.u2(fields);
    for (int i = 0; i < references; i++) {
      String name = shape.isComposite() ? (i == 0 ? "slots" : "body") : "slot" + i;
      writeField(name, TYPE_OBJECT);
    }
    for (int i = 0; i < longs + ints; i++) {
      writeField("filler", i < longs ? TYPE_LONG : TYPE_INT);
    }
    writeStickyClass(id);
  }

  private void writeField(String name, int type) throws IOException {
    out.u4(name(name));
    out.u1(type);
  }

  private void writeRoot(Root root) throws IOException {
    out.reserve(1 + 3 * ID_BYTES);
    switch (root.kind()) {
      case RUNTIME -> {
        out.u1(ROOT_UNKNOWN);
        out.u4(ids[root.node()]);
      }
      case PROGRAM -> {
        out.u1(ROOT_JNI_GLOBAL);
        out.u4(ids[root.node()]);
        out.u4(root.number());
      }
      case SCOPE -> {
        out.u1(ROOT_JNI_LOCAL);
        out.u4(ids[root.node()]);
        out.u4(0);
        out.u4(root.number());
      }
    }
  }

  private void writeObject(int node) throws IOException {
    Shape shape = HprofShapes.of(graph, node);
    if (shape.isComposite()) {
      writeComposite(node, shape);
      return;
    }
    int valueBytes = shape.slots() * ID_BYTES + shape.fillerBytes() / 4 * 4;
    out.reserve(1 + 4 * 4 + valueBytes);
    writeInstanceHead(ids[node], shape, valueBytes);
    writeSlots(node, shape.slots());
    out.zeros(shape.fillerBytes() / 4 * 4L);
  }

  private void writeComposite(int node, Shape shape) throws IOException {
    long body = HprofShapes.bodyBytes(graph, node);
    out.reserve(1 + 6 * 4);
    writeInstanceHead(ids[node], shape, 2 * ID_BYTES);
    out.u4(ids[node] + 1);
    out.u4(body < 0 ? 0 : ids[node] + 2);
    int length = HprofShapes.arrayLength(graph, node);
    out.reserve(1 + 4 * 4 + (long) length * ID_BYTES);
    out.u1(OBJECT_ARRAY_DUMP);
    out.u4(ids[node] + 1);
    out.u4(STACK_TRACE);
    out.u4(length);
    out.u4(arrayClass);
    writeSlots(node, length);
    if (body >= 0) {
      out.reserve(1 + 3 * 4 + 1 + body);
      out.u1(PRIMITIVE_ARRAY_DUMP);
      out.u4(ids[node] + 2);
      out.u4(STACK_TRACE);
      out.u4((int) body);
      out.u1(TYPE_BYTE);
      out.zeros(body);
    }
  }

  private void writeInstanceHead(int id, Shape shape, int valueBytes) throws IOException {
    out.u1(INSTANCE_DUMP);
    out.u4(id);
    out.u4(STACK_TRACE);
    out.u4(classes.getOrDefault(shape, objectClass));
    out.u4(valueBytes);
  }

  private void writeSlots(int node, int count) throws IOException {
    int slot = 0;
    for (int edge = graph.firstEdge(node); edge < graph.firstEdge(node + 1); edge++) {
      while (slot < graph.slot(edge)) {
        out.u4(0);
        slot++;
      }
      out.u4(ids[graph.target(edge)]);
      slot++;
    }
    while (slot++ < count) {
      out.u4(0);
    }
  }
}
