package dev.plimsoll.external.redis;

import dev.plimsoll.external.Await;
import dev.plimsoll.external.Codec;
import dev.plimsoll.external.ExternalCache;
import dev.plimsoll.external.NearCache;
import dev.plimsoll.external.Ttl;
import dev.plimsoll.servers.FaultProxy;
import dev.plimsoll.servers.RedisServers;
import dev.plimsoll.servers.ServerProcess;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A near cache behind a proxy, and somebody else who writes to the server. */
abstract class NearUnderTest {

  static final Ttl MINUTE = Ttl.of(Duration.ofMinutes(1));

  ServerProcess server;
  FaultProxy proxy;
  NearCache<String> near;
  ExternalCache<String> writer;

  @BeforeEach
  void start() {
    server = RedisServers.start();
    proxy = FaultProxy.to(server.port());
    near = NearCache.over(remote(proxy.address())).limit(100).recordStats().build();
    writer = cache(server.address());
  }

  @AfterEach
  void stop() {
    near.close();
    writer.close();
    proxy.close();
    server.close();
  }

  /** {@return the cache below the near one} */
  ExternalCache<String> remote(String address) {
    return cache(address);
  }

  static ExternalCache<String> cache(String address) {
    return builder(address).build();
  }

  static RedisCacheBuilder<String> builder(String address) {
    return RedisCache.connect("redis://" + address)
        .namespace("near")
        .codec(Codec.utf8())
        .deadline(Duration.ofSeconds(1))
        .maxValueBytes(1000);
  }

  boolean isNear(String key) {
    long before = near.nearHits();
    near.get(key);
    return near.nearHits() > before;
  }

  void putNear(String key, String value) {
    writer.put(key, value, MINUTE);
    Await.until(() -> isNear(key));
  }
}
