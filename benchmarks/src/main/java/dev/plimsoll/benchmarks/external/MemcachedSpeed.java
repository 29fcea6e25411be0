package dev.plimsoll.benchmarks.external;

import dev.plimsoll.external.Codec;
import dev.plimsoll.external.ExternalCache;
import dev.plimsoll.external.Ttl;
import dev.plimsoll.external.memcached.MemcachedCache;
import dev.plimsoll.external.memcached.MemcachedCacheBuilder;
import dev.plimsoll.servers.MemcachedServers;
import dev.plimsoll.servers.ServerProcess;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import net.rubyeye.xmemcached.XMemcachedClient;
import net.spy.memcached.ConnectionFactoryBuilder;
import net.spy.memcached.MemcachedClient;
import org.jspecify.annotations.Nullable;

/** The cache on Memcached, by both transports, beside raw spymemcached and xmemcached. */
public final class MemcachedSpeed {

  private static final int KEYS = 512;
  private static final byte[] VALUE = "v".repeat(100).getBytes(StandardCharsets.UTF_8);
  private static final Ttl TTL = Ttl.of(Duration.ofMinutes(10));

  private MemcachedSpeed() {}

  /**
   * Prints the table.
   *
   * @param arguments none
   * @throws Exception when a measurement fails
   */
  public static void main(String[] arguments) throws Exception {
    System.setProperty("net.spy.log.LoggerImpl", "net.spy.memcached.compat.log.SLF4JLogger");
    try (ServerProcess server = MemcachedServers.start();
        ExternalCache<byte[]> meta = build(builder(server));
        ExternalCache<byte[]> spied = build(builder(server).spymemcached())) {
      MemcachedClient spy =
          new MemcachedClient(
              new ConnectionFactoryBuilder().setDaemon(true).build(),
              List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port())));
      XMemcachedClient xmemcached = new XMemcachedClient("127.0.0.1", server.port());
      for (int i = 0; i < KEYS; i++) {
        spy.set(key(i), 600, VALUE).get();
        xmemcached.set("x" + key(i), 600, VALUE);
        check(meta.put(key(i), VALUE, TTL));
      }
      for (int threads : new int[] {1, 8}) {
        new Alternation(150, 100)
            .with("raw spymemcached", i -> check(spy.get(key(i))))
            .with("Plimsoll on spymemcached", i -> check(found(spied, i)))
            .with("Plimsoll, meta transport", i -> check(found(meta, i)))
            .with("xmemcached", i -> check(xmemcached.get("x" + key(i))))
            .run("get", threads);
      }
      xmemcached.shutdown();
      spy.shutdown();
    }
  }

  private static byte @Nullable [] found(ExternalCache<byte[]> cache, int i) {
    return cache.get(key(i)).toOptional().orElse(null);
  }

  private static MemcachedCacheBuilder<byte[]> builder(ServerProcess server) {
    return MemcachedCache.connect(server.address()).codec(Codec.bytes());
  }

  private static ExternalCache<byte[]> build(MemcachedCacheBuilder<byte[]> builder) {
    return builder.namespace("speed").deadline(Duration.ofSeconds(2)).maxValueBytes(10_000).build();
  }

  private static String key(int i) {
    return "key" + (i & (KEYS - 1));
  }

  private static void check(@Nullable Object result) {
    if (result == null) {
      throw new IllegalStateException("no result");
    }
  }
}
