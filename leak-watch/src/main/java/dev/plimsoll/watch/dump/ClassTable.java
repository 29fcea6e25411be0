package dev.plimsoll.watch.dump;

import dev.plimsoll.watch.dump.ClassRecord.FieldRecord;
import dev.plimsoll.watch.dump.DumpedClass.ReferenceField;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All classes of a dump by the id of the class object. */
final class ClassTable {

  private static final String WEAK_HOLDER = "java.lang.ref.Reference";

  private final Names names;
  private final LongMap nameIds;
  private final int idSize;
  private final LongMap shapePlaces = new LongMap();
  private final List<ClassRecord> shapes;
  private final List<@Nullable DumpedClass> resolved = new ArrayList<>();

  private ClassTable(List<ClassRecord> shapes, Names names, LongMap nameIds, int idSize) {
    this.shapes = shapes;
    this.names = names;
    this.nameIds = nameIds;
    this.idSize = idSize;
  }

  /** Builds the table; nameIds gives the id of a class's name by the id of the class. */
  static ClassTable of(List<ClassRecord> shapes, Names names, LongMap nameIds, int idSize) {
    ClassTable table = new ClassTable(shapes, names, nameIds, idSize);
    for (int i = 0; i < shapes.size(); i++) {
      table.shapePlaces.put(shapes.get(i).id(), i);
      table.resolved.add(null);
    }
    for (int i = 0; i < shapes.size(); i++) {
      table.resolve(i);
    }
    return table;
  }

  /** Returns the class whose class object has this id, or null. */
  @Nullable DumpedClass byId(long id) {
    int place = (int) shapePlaces.get(id, -1);
    return place < 0 ? null : resolved.get(place);
  }

  /** Returns all classes of a name: each class loader may have its own. */
  List<DumpedClass> named(String name) {
    return all().stream().filter(type -> type.name().equals(name)).toList();
  }

  List<DumpedClass> all() {
    List<DumpedClass> all = new ArrayList<>(resolved.size());
    for (DumpedClass type : resolved) {
      if (type != null) {
        all.add(type);
      }
    }
    return all;
  }

  private DumpedClass resolve(int place) {
    DumpedClass known = resolved.get(place);
    if (known != null) {
      return known;
    }
    ClassRecord shape = shapes.get(place);
    int superPlace = (int) shapePlaces.get(shape.superId(), -1);
    DumpedClass superclass = superPlace < 0 ? null : resolve(superPlace);
    String name = names.className(nameIds.get(shape.id(), 0));
    DumpedClass type = lay(shape, name, superclass);
    resolved.set(place, type);
    return type;
  }

  /**
   * Lays an instance's data out: a class's own fields come first, those of its superclass follow.
   */
  private DumpedClass lay(ClassRecord shape, String name, @Nullable DumpedClass superclass) {
    List<ReferenceField> references = new ArrayList<>();
    int offset = 0;
    for (FieldRecord field : shape.fields()) {
      if (field.type() == ValueType.OBJECT) {
        boolean strong =
            !(name.equals(WEAK_HOLDER) && names.get(field.nameId()).equals("referent"));
        references.add(new ReferenceField(name, field.nameId(), offset, strong));
      }
      offset += field.type().bytes(idSize);
    }
    if (superclass == null) {
      return new DumpedClass(shape, name, null, references, offset);
    }
    for (ReferenceField inherited : superclass.references()) {
      references.add(inherited.at(inherited.offset() + offset));
    }
    return new DumpedClass(shape, name, superclass, references, offset + superclass.dataBytes());
  }
}
