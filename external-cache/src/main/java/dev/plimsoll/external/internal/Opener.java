package dev.plimsoll.external.internal;

import dev.plimsoll.external.Codec;
import dev.plimsoll.external.Lookup;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Turns what a store has into a lookup; whatever is not sound is a miss, counted as rejected. */
final class Opener<V> {

  private static final Logger LOGGER = System.getLogger(Opener.class.getName());

  private final Codec<V> codec;
  private final boolean serverCountsMillis;
  private final LongSupplier clockMillis;
  private final Counters counters;

  Opener(CacheOptions<V> options, boolean serverCountsMillis, Counters counters) {
    this.codec = options.codec();
    this.clockMillis = options.clockMillis();
    this.serverCountsMillis = serverCountsMillis;
    this.counters = counters;
  }

  Found<V> open(String key, Fetched fetched) {
    byte @Nullable [] payload = fetched.payload();
    Long generation = fetched.generation();
    if (payload == null || generation == null) {
      return Found.miss();
    }
    Envelope.Header header = Envelope.open(payload, key.getBytes(StandardCharsets.UTF_8));
    if (header == null || header.codec() != codec.id()) {
      counters.rejected.increment();
      return Found.miss();
    }
    if (Envelope.generation(payload) != generation) {
      return Found.miss();
    }
    V value = decode(payload);
    if (value == null) {
      counters.rejected.increment();
      return Found.miss();
    }
    long remaining = fetched.remainingMillis();
    int bytes = payload.length - Envelope.HEADER;
    return isOver(header)
        ? new Found<>(new Lookup.Miss<>(), header, value, remaining, bytes)
        : new Found<>(new Lookup.Hit<>(value, header.version()), header, null, remaining, bytes);
  }

  /**
   * The server's time to live is the authority. The clock here decides only where the server
   * cannot: when it counts whole seconds, or keeps the value past its end on purpose.
   */
  private boolean isOver(Envelope.Header header) {
    boolean serverDecides = serverCountsMillis && header.graceMillis() == 0;
    return !serverDecides && header.isExpired(clockMillis.getAsLong());
  }

  private @Nullable V decode(byte[] payload) {
    try {
      return codec.decode(payload, Envelope.HEADER, payload.length - Envelope.HEADER);
    } catch (RuntimeException e) {
      LOGGER.log(Level.DEBUG, "codec " + codec.id() + " rejected a sound payload", e);
      return null;
    }
  }
}
