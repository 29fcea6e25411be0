package dev.plimsoll.external.memcached;

import dev.plimsoll.external.internal.Deadline;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The namespace's generation on each server. Drawn at random, not counted: one that the server
 * evicted must not come back and bring its entries with it.
 */
final class MemcachedGenerations {

  private static final int FOR_EVER = 0;
  private static final long UNKNOWN = 0;

  private final String name;

  MemcachedGenerations(String name) {
    this.name = name;
  }

  /** {@return the generation last seen, or the server's} */
  long known(MemcachedNode node, Deadline deadline) {
    long seen = node.generation.get();
    return seen == UNKNOWN ? current(node, deadline) : seen;
  }

  /** {@return the server's generation now} */
  long current(MemcachedNode node, Deadline deadline) {
    return confirm(node, node.ask(List.of(name), deadline).await().get(0), deadline);
  }

  /** {@return the generation that a reply told, or a new one when the server had none} */
  long confirm(MemcachedNode node, byte @Nullable [] told, Deadline deadline) {
    Long generation = read(told);
    if (generation == null) {
      return create(node, told != null, deadline);
    }
    node.generation.set(generation);
    return generation;
  }

  private long create(MemcachedNode node, boolean foreign, Deadline deadline) {
    if (foreign) {
      // Bytes that are not ours stand under our name: replace them.
      return renew(node, deadline);
    }
    byte[] drawn = MemcachedStore.bytes(draw());
    boolean unused = node.call(t -> t.add(name, drawn, FOR_EVER, deadline));
    Long agreed = read(node.ask(List.of(name), deadline).await().get(0));
    if (agreed == null) {
      return renew(node, deadline);
    }
    node.generation.set(agreed);
    return agreed;
  }

  long renew(MemcachedNode node, Deadline deadline) {
    long drawn = draw();
    node.call(
        t -> {
          t.set(name, MemcachedStore.bytes(drawn), FOR_EVER, deadline);
          return drawn;
        });
    node.generation.set(drawn);
    return drawn;
  }

  static @Nullable Long read(byte @Nullable [] value) {
    return value == null || value.length != Long.BYTES ? null : ByteBuffer.wrap(value).getLong();
  }

  private static long draw() {
    long drawn = ThreadLocalRandom.current().nextLong();
    return drawn == UNKNOWN ? 1 : drawn;
  }
}
