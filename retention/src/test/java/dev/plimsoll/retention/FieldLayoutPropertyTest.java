package dev.plimsoll.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.openjdk.jol.datamodel.Model64;
import org.openjdk.jol.info.ClassData;
import org.openjdk.jol.info.ClassLayout;
import org.openjdk.jol.info.FieldData;
import org.openjdk.jol.layouters.HotSpotLayouter;

/** JOL's own model of HotSpot 17 is the oracle, also for virtual machines that do not run here. */
class FieldLayoutPropertyTest {

  private static final List<String> TYPES =
      List.of("boolean", "byte", "char", "short", "int", "float", "long", "double");
  private static final List<Integer> BYTES = List.of(1, 1, 2, 2, 4, 4, 8, 8);

  @Property
  void an_object_is_as_large_as_jol_says(
      @ForAll @Size(max = 12) List<@IntRange(max = 7) Integer> primitives,
      @ForAll @IntRange(max = 6) int references,
      @ForAll boolean compressedReferences,
      @ForAll boolean compressedClassPointers,
      @ForAll boolean wideAlignment) {
    int alignment = wideAlignment ? 16 : 8;
    ClassData shape = new ClassData("Shape");
    shape.addSuperClass("Shape");
    for (int i = 0; i < primitives.size(); i++) {
      shape.addField(FieldData.create("Shape", "p" + i, TYPES.get(primitives.get(i))));
    }
    for (int i = 0; i < references; i++) {
      shape.addField(FieldData.create("Shape", "r" + i, "java.lang.Object"));
    }
    Model64 model = new Model64(compressedReferences, compressedClassPointers, alignment);
    ClassLayout expected = new HotSpotLayouter(model, 17).layout(shape);

    ObjectLayout layout =
        new ObjectLayout(
            compressedClassPointers ? 12 : 16, compressedReferences ? 4 : 8, alignment, false);
    List<Integer> bytes = primitives.stream().map(BYTES::get).toList();

    assertThat(FieldLayout.shallowSize(layout, bytes, references))
        .isEqualTo(expected.instanceSize());
  }
}
