package dev.plimsoll.retention;

/**
 * Hears what containers hold. A container calls {@code retained} once for each object that it
 * begins to hold and {@code released} once, later, for the same object; between the two calls the
 * object is reachable through the container.
 *
 * <p>Implementations must be safe for calls from any thread, must not block, and must not call back
 * into the container. Calls for one object arrive in order; calls for different objects may arrive
 * in any order.
 */
public interface RetentionListener {

  /** Stands for a size in bytes that nobody can tell. Unknown is not zero. */
  long UNKNOWN_BYTES = -1;

  /**
   * The owner's container began to hold an object.
   *
   * @param owner whose container it is
   * @param id the container's own number for this stay; an owner's ids grow, so an id tells age
   * @param bytes the object's size in bytes, or {@link #UNKNOWN_BYTES}
   */
  void retained(Owner owner, long id, long bytes);

  /**
   * The owner's container let go of an object.
   *
   * @param owner whose container it is
   * @param id the number given when it was retained
   * @param bytes the bytes given when it was retained
   * @param cause why
   */
  void released(Owner owner, long id, long bytes, ReleaseCause cause);

  /**
   * Memory was allocated that nobody keeps, for example while a request was answered.
   *
   * @param owner for whom it was allocated
   * @param bytes how much, in bytes
   */
  default void allocated(Owner owner, long bytes) {}

  /** {@return the listener that hears nothing, so that containers need no null check} */
  static RetentionListener none() {
    return NoRetention.INSTANCE;
  }
}
