package dev.plimsoll.external;

/**
 * Turns values into bytes and back. Java serialization is not among the codecs, and a codec must
 * not let the bytes choose which class is made of them.
 *
 * <p>Implementations must be safe for use by many threads.
 *
 * @param <V> the type of the values
 */
public interface Codec<V> {

  /** The smallest {@link #id()} that codecs of other people may take. */
  int FIRST_FREE_ID = 16;

  /**
   * {@return the number that marks this codec's bytes in the envelope, 1 to 255}
   *
   * <p>Bytes marked with another number are a miss. Change the number when the format changes.
   */
  int id();

  /**
   * {@return the bytes of a value}
   *
   * @param value the value
   */
  byte[] encode(V value);

  /**
   * {@return the value that the bytes stand for}
   *
   * @param source holds the bytes, among others
   * @param offset where they begin
   * @param length how many there are
   * @throws RuntimeException when they stand for no value; counted, and answered as a miss
   */
  V decode(byte[] source, int offset, int length);

  /** {@return the codec that takes byte arrays as they are} */
  static Codec<byte[]> bytes() {
    return BytesCodec.INSTANCE;
  }

  /** {@return the codec for strings, as UTF-8} */
  static Codec<String> utf8() {
    return Utf8Codec.INSTANCE;
  }
}
