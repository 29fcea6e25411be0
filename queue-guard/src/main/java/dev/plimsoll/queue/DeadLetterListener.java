package dev.plimsoll.queue;

/**
 * Gets every element that will never reach a consumer.
 *
 * @param <E> the type of the elements
 */
@FunctionalInterface
public interface DeadLetterListener<E> {

  /**
   * An element was given up.
   *
   * @param element the element
   * @param reason why
   */
  void onDeadLetter(E element, DeadLetterReason reason);
}
