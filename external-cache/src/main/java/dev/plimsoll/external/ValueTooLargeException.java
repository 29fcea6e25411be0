package dev.plimsoll.external;

/** A value has more bytes than the cache was built to take. Thrown before anything is sent. */
public final class ValueTooLargeException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  /**
   * Creates one.
   *
   * @param key the key it was put under
   * @param bytes its encoded size
   * @param limit the largest size allowed
   */
  public ValueTooLargeException(String key, int bytes, int limit) {
    super(
        "the value for \""
            + key
            + "\" has "
            + bytes
            + " bytes, more than maxValueBytes("
            + limit
            + "): raise the limit, or store less");
  }
}
