package dev.plimsoll.simulator;

/** A listener's tie to a heap. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

  /** Ends it. Ending it twice does nothing. */
  @Override
  void close();
}
