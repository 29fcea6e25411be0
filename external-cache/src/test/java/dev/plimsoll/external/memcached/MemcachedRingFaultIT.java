package dev.plimsoll.external.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.external.Await;
import dev.plimsoll.external.Codec;
import dev.plimsoll.external.ExternalCache;
import dev.plimsoll.external.Lookup;
import dev.plimsoll.external.Ttl;
import dev.plimsoll.servers.MemcachedServers;
import dev.plimsoll.servers.ServerProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemcachedRingFaultIT {

  private static final List<String> KEYS = IntStream.range(0, 90).mapToObj(i -> "k" + i).toList();

  @ParameterizedTest
  @CsvSource({"false,false", "false,true", "true,false", "true,true"})
  void answers_the_keys_of_the_living_when_one_node_of_three_is_dead(
      boolean spymemcached, boolean hangs) {
    List<ServerProcess> servers = Stream.generate(() -> MemcachedServers.start()).limit(3).toList();
    MemcachedCacheBuilder<String> builder =
        MemcachedCache.connect(servers.stream().map(ServerProcess::address).toList())
            .codec(Codec.utf8())
            .namespace("ring")
            .deadline(Duration.ofSeconds(2))
            .maxValueBytes(1000);
    try (ExternalCache<String> cache = (spymemcached ? builder.spymemcached() : builder).build()) {
      KEYS.forEach(key -> cache.put(key, "v", Ttl.of(Duration.ofMinutes(1))));
      Await.until(() -> cache.getAll(KEYS).values().stream().allMatch(Lookup::isHit));
      if (hangs) {
        servers.get(1).freeze();
      } else {
        servers.get(1).kill();
      }
      Map<String, Lookup<String>> answers = cache.getAll(KEYS);
      long hits = answers.values().stream().filter(Lookup::isHit).count();
      long away = answers.values().stream().filter(Lookup.Unavailable.class::isInstance).count();
      assertThat(hits).isBetween(30L, 80L);
      assertThat(away).isEqualTo(KEYS.size() - hits);
    } finally {
      servers.forEach(ServerProcess::close);
    }
  }
}
