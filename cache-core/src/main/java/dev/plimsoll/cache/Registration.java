package dev.plimsoll.cache;

/** Undoes what was registered. */
@FunctionalInterface
public interface Registration extends AutoCloseable {

  /** Unregisters. Calling it again does nothing. */
  @Override
  void close();
}
