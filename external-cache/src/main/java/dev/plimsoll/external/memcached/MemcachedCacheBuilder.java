package dev.plimsoll.external.memcached;

import dev.plimsoll.external.Codec;
import dev.plimsoll.external.ExternalCache;
import dev.plimsoll.external.ExternalCacheBuilder;
import dev.plimsoll.external.internal.CacheOptions;
import dev.plimsoll.external.internal.NodeLimit;
import dev.plimsoll.external.internal.RemoteCache;
import dev.plimsoll.external.internal.Requirement;
import dev.plimsoll.external.internal.SocketWatch;
import java.util.List;

/**
 * The options of a cache on Memcached.
 *
 * @param <V> the type of the values
 */
public final class MemcachedCacheBuilder<V>
    extends ExternalCacheBuilder<V, MemcachedCacheBuilder<V>> {

  private static final int DEFAULT_ITEM_BYTES = 1024 * 1024;

  /** Room for the key, the envelope and the server's own header. */
  private static final int ITEM_OVERHEAD = 1024;

  private final List<Address> addresses;
  private boolean spymemcached;
  private int itemBytes = DEFAULT_ITEM_BYTES;

  MemcachedCacheBuilder(List<Address> addresses) {
    this.addresses = addresses;
  }

  @Override
  protected MemcachedCacheBuilder<V> self() {
    return this;
  }

  /**
   * Sets how values become bytes.
   *
   * @param codec the codec
   * @param <W> the type of the values
   * @return this builder, for that type
   */
  @SuppressWarnings("unchecked") // No value was seen yet: the type is only now chosen.
  public <W> MemcachedCacheBuilder<W> codec(Codec<W> codec) {
    MemcachedCacheBuilder<W> typed = (MemcachedCacheBuilder<W>) this;
    typed.useCodec(codec);
    return typed;
  }

  /**
   * Speaks the classic text protocol through spymemcached, for servers and proxies that do not know
   * the meta protocol. Its one connection and thread for each server make it slower. Sets the
   * system property that routes its logging to {@link System.Logger}, unless it is set.
   *
   * @return this builder
   * @throws IllegalStateException when spymemcached is not on the class path
   */
  public MemcachedCacheBuilder<V> spymemcached() {
    Requirement.check(
        "net.spy:spymemcached",
        "2.12",
        "net.spy.memcached.ops.StatusCode",
        "net.spy.memcached.MemcachedClient");
    spymemcached = true;
    return this;
  }

  /**
   * Tells the largest item of servers that were started with {@code -I}; 1 MiB unless told.
   *
   * @param bytes positive
   * @return this builder
   */
  public MemcachedCacheBuilder<V> itemBytes(int bytes) {
    if (bytes <= ITEM_OVERHEAD) {
      throw new IllegalArgumentException("itemBytes must be over " + ITEM_OVERHEAD + ": " + bytes);
    }
    itemBytes = bytes;
    return this;
  }

  @Override
  public ExternalCache<V> build() {
    CacheOptions<V> options = options();
    if (options.maxValueBytes() > itemBytes - ITEM_OVERHEAD) {
      throw new IllegalStateException(
          "maxValueBytes("
              + options.maxValueBytes()
              + ") does not fit into the servers' items of "
              + itemBytes
              + " bytes: lower it, or start them with -I and tell itemBytes(n)");
    }
    SocketWatch watch = new SocketWatch(options.namespace());
    int limit = NodeLimit.of(options.maxInFlight(), addresses.size());
    List<MemcachedNode> nodes =
        addresses.stream()
            .map(address -> new MemcachedNode(address, limit, transport(address, watch, options)))
            .toList();
    return new RemoteCache<>(
        options,
        new MemcachedStore(
            new MemcachedKeys(options.namespace()),
            options.codec().id(),
            options.clockMillis(),
            new KetamaRing(nodes),
            watch));
  }

  private MemcachedTransport transport(
      Address address, SocketWatch watch, CacheOptions<V> options) {
    return spymemcached
        ? new SpyTransport(address, options.maxInFlight(), options.deadline())
        : new MetaTransport(address, watch);
  }
}
