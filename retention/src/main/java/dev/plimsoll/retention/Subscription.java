package dev.plimsoll.retention;

/** Something asked for that lasts until it is closed. Closing again does nothing. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

  /** Ends it; safe from any thread. */
  @Override
  void close();
}
