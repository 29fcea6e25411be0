package dev.plimsoll.retention;

/** A container that can let go of its oldest objects when it is asked to. */
@FunctionalInterface
public interface Sheddable {

  /**
   * Lets go of the oldest objects until at least {@code bytes} are freed or nothing is left.
   *
   * <p>Called on the thread that puts, with no lock held.
   *
   * @param bytes how much to free, in bytes; positive
   * @return how much was freed, in bytes; 0 when nothing was left
   */
  long shed(long bytes);
}
