package dev.plimsoll.retention;

/**
 * How much more an owner holds than at an earlier mark; negative when it holds less.
 *
 * @param owner whose growth it is
 * @param entries the difference in entries
 * @param bytes the difference in bytes; meaningful if {@code bytesKnown}, otherwise 0
 * @param bytesKnown whether the bytes were known, or estimated, at both moments
 */
public record Growth(Owner owner, long entries, long bytes, boolean bytesKnown) {

  static Growth between(RetentionMark.Held before, Holding now) {
    boolean known =
        before.bytes() != RetentionListener.UNKNOWN_BYTES
            && now.bytes() != RetentionListener.UNKNOWN_BYTES;
    long bytes = known ? now.bytes() - before.bytes() : 0;
    return new Growth(now.owner(), now.entries() - before.entries(), bytes, known);
  }
}
