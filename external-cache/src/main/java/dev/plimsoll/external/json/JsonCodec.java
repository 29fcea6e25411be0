package dev.plimsoll.external.json;

import dev.plimsoll.external.Codec;
import dev.plimsoll.external.internal.Requirement;
import java.util.Objects;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Values as JSON. The type to make is given here and never read from the bytes, so that bytes
 * cannot choose a class. Safe for use by many threads.
 *
 * @param <V> the type of the values
 */
public final class JsonCodec<V> implements Codec<V> {

  private static final int ID = 3;

  private final ObjectReader reader;
  private final ObjectWriter writer;

  private JsonCodec(JsonMapper mapper, JavaType type) {
    this.reader = mapper.readerFor(type);
    this.writer = mapper.writerFor(type);
  }

  /**
   * {@return a codec for a class}
   *
   * @param type the class
   * @param <V> the class
   */
  public static <V> JsonCodec<V> of(Class<V> type) {
    checkVersion();
    JsonMapper mapper = new JsonMapper();
    return new JsonCodec<>(mapper, mapper.constructType(Objects.requireNonNull(type, "type")));
  }

  /**
   * {@return a codec for a type with parameters}
   *
   * @param type the type, for example {@code new TypeReference<List<User>>() {}}
   * @param <V> the type
   */
  public static <V> JsonCodec<V> of(TypeReference<V> type) {
    checkVersion();
    JsonMapper mapper = new JsonMapper();
    return new JsonCodec<>(mapper, mapper.constructType(Objects.requireNonNull(type, "type")));
  }

  private static void checkVersion() {
    Requirement.check(
        "tools.jackson.core:jackson-databind",
        "3.0 or later",
        "tools.jackson.databind.json.JsonMapper",
        "com.fasterxml.jackson.databind.ObjectMapper");
  }

  @Override
  public int id() {
    return ID;
  }

  @Override
  public byte[] encode(V value) {
    return writer.writeValueAsBytes(value);
  }

  @Override
  public V decode(byte[] source, int offset, int length) {
    V value = reader.readValue(source, offset, length);
    return Objects.requireNonNull(value, "JSON null stands for no value");
  }
}
