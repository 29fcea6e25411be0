package dev.plimsoll.external.memcached;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where a cache on Memcached begins:
 *
 * <pre>{@code
 * ExternalCache<String> users =
 *     MemcachedCache.connect("10.0.0.1:11211", "10.0.0.2:11211")
 *         .namespace("users")
 *         .codec(Codec.utf8())
 *         .deadline(Duration.ofMillis(100))
 *         .maxValueBytes(64 * 1024)
 *         .build();
 * }</pre>
 *
 * <p>Keys are spread over the servers by a ketama ring. The keys of a server that is away are
 * unavailable; they do not move to another one, which would serve old values once it flaps. Needs
 * Memcached 1.6 or later, unless {@link MemcachedCacheBuilder#spymemcached()} is chosen.
 */
public final class MemcachedCache {

  private MemcachedCache() {}

  /**
   * Begins a cache.
   *
   * @param addresses {@code host:port} of every server
   * @return the builder
   * @throws IllegalArgumentException when an address is none, or none is given
   */
  public static MemcachedCacheBuilder<Object> connect(String... addresses) {
    return connect(List.of(addresses));
  }

  /**
   * Begins a cache.
   *
   * @param addresses {@code host:port} of every server
   * @return the builder
   * @throws IllegalArgumentException when an address is none, or none is given
   */
  public static MemcachedCacheBuilder<Object> connect(Collection<String> addresses) {
    Set<Address> parsed = new LinkedHashSet<>();
    addresses.forEach(address -> parsed.add(Address.parse(address)));
    if (parsed.isEmpty()) {
      throw new IllegalArgumentException("at least one address is needed");
    }
    return new MemcachedCacheBuilder<>(new ArrayList<>(parsed));
  }
}
