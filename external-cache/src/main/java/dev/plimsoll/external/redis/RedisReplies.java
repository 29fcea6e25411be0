package dev.plimsoll.external.redis;

import dev.plimsoll.external.internal.Fetched;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what MGET answered: the generation first, entries after it. */
final class RedisReplies {

  private RedisReplies() {}

  static Fetched fetched(Object reply, int index, long remainingMillis) {
    List<?> values = (List<?>) reply;
    byte[] payload = (byte[]) values.get(index);
    return new Fetched(payload, generation(values.get(0)), remainingMillis);
  }

  /** {@return the number, or null when there is none or it is not ours} */
  static @Nullable Long generation(@Nullable Object value) {
    return value instanceof byte[] bytes && bytes.length == Long.BYTES
        ? ByteBuffer.wrap(bytes).getLong()
        : null;
  }
}
