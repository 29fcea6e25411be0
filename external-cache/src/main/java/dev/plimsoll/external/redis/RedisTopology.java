package dev.plimsoll.external.redis;

import dev.plimsoll.external.internal.Deadline;
import java.util.Collection;
import redis.clients.jedis.HostAndPort;

/** Which node holds which slot. Safe for use by many threads. */
interface RedisTopology extends AutoCloseable {

  /** {@return whether there are several slots, so that keys need a tag that gathers them} */
  boolean isSharded();

  /** {@return the master of a slot; waits for it up to the deadline while none is known} */
  RedisNode nodeOf(int slot, Deadline deadline);

  /** {@return the node at an address that a server named} */
  RedisNode nodeAt(HostAndPort address);

  /** Something is not as it was known: look again, in the background. */
  void renew();

  /** {@return the masters known now} */
  Collection<RedisNode> masters();

  @Override
  void close();

  /** Makes a topology once the options are known. */
  @FunctionalInterface
  interface Maker {
    RedisTopology make(RedisConnector connector, int maxInFlight);
  }
}
