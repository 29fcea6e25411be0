package dev.plimsoll.retention;

import java.util.List;

/** The wrappers of primitives: a header and one field. */
final class BoxedFootprint implements Footprint<Object> {

  private final long one;
  private final long two;
  private final long four;
  private final long eight;

  BoxedFootprint(ObjectLayout layout) {
    one = FieldLayout.shallowSize(layout, List.of(Byte.BYTES), 0);
    two = FieldLayout.shallowSize(layout, List.of(Short.BYTES), 0);
    four = FieldLayout.shallowSize(layout, List.of(Integer.BYTES), 0);
    eight = FieldLayout.shallowSize(layout, List.of(Long.BYTES), 0);
  }

  @Override
  public long bytes(Object value) {
    if (value == null) {
      return 0;
    }
    if (value instanceof Integer || value instanceof Float) {
      return four;
    }
    if (value instanceof Long || value instanceof Double) {
      return eight;
    }
    if (value instanceof Byte || value instanceof Boolean) {
      return one;
    }
    if (value instanceof Short || value instanceof Character) {
      return two;
    }
    throw new IllegalArgumentException(
        "not a boxed primitive: "
            + value.getClass().getName()
            + "; give it a footprint of its own");
  }
}
