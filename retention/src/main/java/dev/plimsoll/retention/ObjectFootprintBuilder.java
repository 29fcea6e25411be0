package dev.plimsoll.retention;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Builds the footprint of a record, or of a class that extends {@code Object} directly, from its
 * fields. Name every instance field once, in any order.
 *
 * @param <T> the type of the values
 */
public final class ObjectFootprintBuilder<T> {

  private final ObjectLayout layout;
  private final List<Integer> primitives = new ArrayList<>();
  private final List<Footprint<T>> referents = new ArrayList<>();

  ObjectFootprintBuilder(ObjectLayout layout) {
    this.layout = layout;
  }

  /**
   * Adds a field that refers to something.
   *
   * @param accessor reads the field; may answer null
   * @param footprint the footprint of what it refers to; {@code v -> 0} for something shared
   * @param <F> the type of the field
   * @return this builder
   */
  public <F> ObjectFootprintBuilder<T> reference(
      Function<? super T, ? extends F> accessor, Footprint<? super F> footprint) {
    Objects.requireNonNull(accessor, "accessor");
    Objects.requireNonNull(footprint, "footprint");
    referents.add(
        value -> {
          F referent = accessor.apply(value);
          return referent == null ? 0 : footprint.bytes(referent);
        });
    return this;
  }

  /**
   * Adds a primitive field.
   *
   * @param type its type, for example {@code int.class}
   * @return this builder
   * @throws IllegalArgumentException if the type is not primitive
   */
  public ObjectFootprintBuilder<T> primitive(Class<?> type) {
    primitives.add(bytesOf(type));
    return this;
  }

  /** {@return the footprint: the object itself and what its fields refer to} */
  public Footprint<T> build() {
    long shallow = FieldLayout.shallowSize(layout, primitives, referents.size());
    List<Footprint<T>> parts = List.copyOf(referents);
    return value -> {
      if (value == null) {
        return 0;
      }
      long bytes = shallow;
      for (Footprint<T> part : parts) {
        bytes += part.bytes(value);
      }
      return bytes;
    };
  }

  private static int bytesOf(Class<?> type) {
    return switch (type.getName()) {
      case "byte", "boolean" -> Byte.BYTES;
      case "short", "char" -> Short.BYTES;
      case "int", "float" -> Integer.BYTES;
      case "long", "double" -> Long.BYTES;
      default ->
          throw new IllegalArgumentException(
              "not a primitive type: " + type.getName() + "; use reference(...) for it");
    };
  }
}
