package dev.plimsoll.external.internal;

/** When a write is to happen. */
public sealed interface Condition {

  /** Whatever is there. */
  enum Always implements Condition {
    /** The one value. */
    INSTANCE
  }

  /** Only when nothing usable is there. */
  enum IfAbsent implements Condition {
    /** The one value. */
    INSTANCE
  }

  /**
   * Only when the entry has this version.
   *
   * @param version the version
   */
  record IfVersion(long version) implements Condition {}
}
