package dev.plimsoll.cache;

/** What else must be let go when a cache is cleared: a file, a thread, a listener elsewhere. */
@FunctionalInterface
public interface ClearHook {

  /**
   * The cache was cleared.
   *
   * @throws Exception when the hook failed; the other hooks still run
   */
  void cleared() throws Exception;
}
