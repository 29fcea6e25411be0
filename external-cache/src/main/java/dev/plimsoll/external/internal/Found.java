package dev.plimsoll.external.internal;

import dev.plimsoll.external.Lookup;
import org.jspecify.annotations.Nullable;

/**
 * A lookup with what the envelope said.
 *
 * @param lookup the answer
 * @param header the envelope's header for a hit, and for an expired value kept as a stand-in
 * @param stale the expired value, if there is one
 * @param remainingMillis the server's time to live, or one of {@link Fetched}'s constants
 * @param bytes the encoded value's
 * @param <V> the type of the values
 */
public record Found<V>(
    Lookup<V> lookup,
    Envelope.@Nullable Header header,
    @Nullable V stale,
    long remainingMillis,
    int bytes) {

  static <V> Found<V> miss() {
    return new Found<>(new Lookup.Miss<>(), null, null, Fetched.NOT_ASKED, 0);
  }

  static <V> Found<V> unavailable(Throwable cause) {
    return new Found<>(new Lookup.Unavailable<>(cause), null, null, Fetched.NOT_ASKED, 0);
  }
}
