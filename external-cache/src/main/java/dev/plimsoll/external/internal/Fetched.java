package dev.plimsoll.external.internal;

import org.jspecify.annotations.Nullable;

/**
 * What a store has under a key.
 *
 * @param payload the envelope; null when there is none
 * @param generation the namespace's generation, or null when none was drawn yet
 * @param remainingMillis the server's own time to live, or one of the constants
 */
@SuppressWarnings("ArrayRecordComponent") // Handed over, never compared.
public record Fetched(byte @Nullable [] payload, @Nullable Long generation, long remainingMillis) {

  /** The server keeps it without bound. */
  public static final long NO_BOUND = -1;

  /** Nobody asked, or the server does not say. */
  public static final long NOT_ASKED = -3;
}
