package dev.plimsoll.watch.dump;

import dev.plimsoll.watch.dump.ClassRecord.StaticReference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Opens a dump: one pass for names, classes and roots, a second for the objects, once it is known
 * how many there are.
 */
public final class DumpReader {

  /**
   * Classes of these loaders stay for the life of the JVM, so that their static fields keep what
   * they hold.
   */
  private static final Set<String> LASTING_LOADERS =
      Set.of(
          "jdk.internal.loader.ClassLoaders$AppClassLoader",
          "jdk.internal.loader.ClassLoaders$PlatformClassLoader",
          "sun.misc.Launcher$AppClassLoader",
          "sun.misc.Launcher$ExtClassLoader");

  private final MappedFile file;
  private final HprofHeader header;
  private final Names names;
  private final StackTraces stacks;
  private final LongMap classNames = new LongMap();
  private final List<ClassRecord> shapes = new ArrayList<>();
  private final List<RootRecord> rootRecords = new ArrayList<>();
  private int objects;

  private record RootRecord(RootKind kind, long id, int threadSerial, int frame) {}

  private DumpReader(MappedFile file) throws MalformedDumpException {
    this.file = file;
    this.header = HprofHeader.read(file);
    this.names = new Names(file, header.idSize());
    this.stacks = new StackTraces(file, header, names);
  }

  public static HeapGraph read(Path path, Progress progress) throws IOException {
    return read(MappedFile.map(path), progress);
  }

  static HeapGraph read(MappedFile file, Progress progress) throws MalformedDumpException {
    DumpReader reader = new DumpReader(file);
    HprofScanner.scan(
        file, reader.header, reader.new FirstPass(), (done, total) -> progress.at(done, 2 * total));
    ObjectIndex.Builder index = new ObjectIndex.Builder(reader.objects);
    HprofScanner.scan(
        file,
        reader.header,
        collectInto(index),
        (done, total) -> progress.at(total + done, 2 * total));
    return reader.assemble(new HeapRecords(file, reader.header, index.build()));
  }

  private HeapGraph assemble(HeapRecords records) {
    ClassTable classes = ClassTable.of(shapes, names, classNames, header.idSize());
    HeapLayout layout = LayoutDetector.detect(records, header.idSize());
    return new HeapGraph(records, classes, names, layout, roots(records, classes), stacks);
  }

  private List<GcRoot> roots(HeapRecords records, ClassTable classes) {
    List<GcRoot> roots = new ArrayList<>();
    addLastingStatics(roots, records, classes);
    for (RootRecord root : rootRecords) {
      int node = records.index().node(root.id());
      if (node >= 0) {
        roots.add(new GcRoot(root.kind(), node, root.threadSerial(), root.frame()));
      }
    }
    roots.sort(Comparator.comparing(GcRoot::kind));
    return roots;
  }

  private void addLastingStatics(List<GcRoot> roots, HeapRecords records, ClassTable classes) {
    ObjectIndex index = records.index();
    for (ClassRecord shape : shapes) {
      if (!lasts(shape, records, classes)) {
        continue;
      }
      roots.add(new GcRoot(RootKind.CLASS, index.node(shape.id()), 0, 0));
      for (StaticReference field : shape.statics()) {
        int node = index.node(field.value());
        if (node >= 0) {
          roots.add(new GcRoot(RootKind.STATIC_FIELD, node, shape.id(), field.nameId()));
        }
      }
    }
  }

  private static boolean lasts(ClassRecord shape, HeapRecords records, ClassTable classes) {
    int loader = records.index().node(shape.loaderId());
    if (loader < 0) {
      return true;
    }
    DumpedClass type =
        records.tag(loader) == HprofScanner.INSTANCE
            ? classes.byId(records.instanceClass(loader))
            : null;
    return type != null && LASTING_LOADERS.contains(type.name());
  }

  private static DumpVisitor collectInto(ObjectIndex.Builder index) {
    return new DumpVisitor() {
      @Override
      public void classDump(long id, long position) {
        index.add(id, position);
      }

      @Override
      public void object(long id, long position) {
        index.add(id, position);
      }
    };
  }

  private final class FirstPass implements DumpVisitor {

    @Override
    public void string(long id, long textPosition, int length) {
      if (id != 0) {
        names.add(id, textPosition);
      }
    }

    @Override
    public void loadedClass(int serial, long classId, long nameId) {
      if (classId != 0) {
        classNames.put(classId, nameId);
      }
      stacks.loadedClass(serial, nameId);
    }

    @Override
    public void frame(long id, long methodNameId, int classSerial) {
      stacks.frame(id, methodNameId, classSerial);
    }

    @Override
    public void trace(int serial, long framesPosition, int count) {
      stacks.trace(serial, framesPosition, count);
    }

    @Override
    public void root(RootKind kind, long id, int threadSerial, int traceSerial, int frame) {
      if (kind == RootKind.THREAD) {
        stacks.thread(threadSerial, traceSerial);
      }
      rootRecords.add(new RootRecord(kind, id, threadSerial, frame));
    }

    @Override
    public void classDump(long id, long position) throws MalformedDumpException {
      shapes.add(ClassRecord.read(file, header.idSize(), position));
      objects++;
    }

    @Override
    public void object(long id, long position) {
      objects++;
    }
  }
}
