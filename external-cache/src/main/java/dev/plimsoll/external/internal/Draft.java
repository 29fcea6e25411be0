package dev.plimsoll.external.internal;

/** A value ready to be sealed once the store knows the namespace's generation. */
public final class Draft {

  private final Envelope.Header header;
  private final byte[] key;
  private final byte[] value;

  /**
   * Creates one; the arrays are not copied.
   *
   * @param header what to say of the value
   * @param key the key's bytes, for the checksum
   * @param value the encoded value
   */
  public Draft(Envelope.Header header, byte[] key, byte[] value) {
    this.header = header;
    this.key = key;
    this.value = value;
  }

  /**
   * {@return the envelope's bytes}
   *
   * @param generation the namespace's generation
   */
  public byte[] seal(long generation) {
    return Envelope.seal(header, generation, key, value);
  }
}
