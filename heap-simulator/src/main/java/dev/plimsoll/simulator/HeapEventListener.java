package dev.plimsoll.simulator;

/**
 * Hears what happens in a simulated heap, on the heap's own thread and in order. It must not call
 * the heap's allocating or storing methods.
 */
@FunctionalInterface
public interface HeapEventListener {

  /**
   * Something happened.
   *
   * @param event what
   */
  void onEvent(HeapEvent event);
}
