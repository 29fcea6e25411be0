package dev.plimsoll.retention;

/**
 * Ready footprints for strings, byte arrays, boxed values, and records or classes made of those, by
 * JOL's layout rules for this virtual machine ({@link ObjectLayout#current()}). All are deep: they
 * include what the value refers to, as if nobody shared it. Null weighs nothing.
 *
 * <pre>{@code
 * record User(String name, int age, Long visits) {}
 *
 * Footprint<User> users =
 *     Footprints.<User>object()
 *         .reference(User::name, Footprints.string())
 *         .primitive(int.class)
 *         .reference(User::visits, Footprints.boxed())
 *         .build();
 * }</pre>
 *
 * <p>No reflection: a record's fields are named by whoever knows them. All are immutable.
 */
public final class Footprints {

  private Footprints() {}

  /**
   * {@return the footprint of strings with their characters} Reads the characters until the first
   * one that needs two bytes, so its cost grows with the length.
   */
  public static Footprint<String> string() {
    return new StringFootprint(ObjectLayout.current());
  }

  /** {@return the footprint of byte arrays} */
  public static Footprint<byte[]> byteArray() {
    ObjectLayout layout = ObjectLayout.current();
    return value -> value == null ? 0 : layout.array(value.length, Byte.BYTES);
  }

  /**
   * {@return the footprint of {@code Boolean}, {@code Byte}, {@code Character}, {@code Short},
   * {@code Integer}, {@code Float}, {@code Long} and {@code Double}; of anything else it throws an
   * {@link IllegalArgumentException}} Values that the JDK caches are counted like the others.
   */
  public static Footprint<Object> boxed() {
    return new BoxedFootprint(ObjectLayout.current());
  }

  /**
   * {@return a builder for the footprint of a record, or of a class that extends {@code Object}
   * directly}
   *
   * @param <T> the type of the values
   */
  public static <T> ObjectFootprintBuilder<T> object() {
    return new ObjectFootprintBuilder<>(ObjectLayout.current());
  }
}
