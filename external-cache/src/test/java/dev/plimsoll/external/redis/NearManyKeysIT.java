package dev.plimsoll.external.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.external.Codec;
import dev.plimsoll.external.ExternalCache;
import dev.plimsoll.external.NearCache;
import dev.plimsoll.external.Ttl;
import dev.plimsoll.external.UsedHeap;
import dev.plimsoll.external.internal.Envelope;
import dev.plimsoll.servers.RedisServers;
import dev.plimsoll.servers.Resp;
import dev.plimsoll.servers.ServerProcess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.SetParams;

/** Ten million distinct entries through a near cache of a thousand. */
@Tag("long")
class NearManyKeysIT {

  private static final int KEYS = Integer.getInteger("plimsoll.near.keys", 10_000_000);
  private static final int BATCH = 1_000;
  private static final int THREADS = 8;
  private static final long MOST_GROWTH_BYTES = 8 << 20;
  private static final byte[] VALUE = "v".repeat(100).getBytes(StandardCharsets.UTF_8);

  private final RedisKeys names = new RedisKeys("many", false);

  @Test
  void leave_the_heap_of_the_client_and_the_tracking_of_the_server_flat() throws Exception {
    try (ServerProcess server = RedisServers.start();
        ExternalCache<byte[]> cache =
            RedisCache.connect("redis://" + server.address())
                .namespace("many")
                .codec(Codec.bytes())
                .deadline(Duration.ofSeconds(10))
                .maxValueBytes(1_000)
                .build();
        NearCache<byte[]> near = NearCache.over(cache).limit(1_000).build();
        RedisClient jedis = RedisClient.create("127.0.0.1", server.port())) {
      cache.put("first", VALUE, Ttl.of(Duration.ofMinutes(1)));
      AtomicInteger next = new AtomicInteger();
      pass(KEYS / 50, next, near, jedis);
      long heapBefore = UsedHeap.bytes();
      long trackingBefore = trackingMemory(server);
      pass(KEYS, next, near, jedis);
      long heapAfter = UsedHeap.bytes();
      System.out.printf(
          "%,d keys: heap %,d KiB before, %,d KiB after; server's tracking %,d and %,d bytes;"
              + " copies held: %,d%n",
          KEYS,
          heapBefore >> 10,
          heapAfter >> 10,
          trackingBefore,
          trackingMemory(server),
          near.size());
      // A word of a write may come after its copy was made, and drops it.
      assertThat(near.size()).isBetween(500, 1_000);
      assertThat(heapAfter - heapBefore).isLessThan(MOST_GROWTH_BYTES);
      assertThat(Resp.once(server.port(), "INFO", "stats"))
          .contains("tracking_total_keys:0\r\n")
          .contains("tracking_total_items:0\r\n")
          .contains("tracking_total_prefixes:2\r\n");
    }
  }

  /** Each thread writes a batch of entries in one go, and reads it through the near cache. */
  private void pass(int until, AtomicInteger next, NearCache<byte[]> near, RedisClient jedis)
      throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    AtomicInteger found = new AtomicInteger();
    int from = next.get();
    for (int i = 0; i < THREADS; i++) {
      Thread thread =
          new Thread(
              () -> {
                int first = next.getAndAdd(BATCH);
                while (first < until) {
                  write(first, jedis);
                  for (int key = first; key < first + BATCH; key++) {
                    found.addAndGet(near.get("k" + key).isHit() ? 1 : 0);
                  }
                  first = next.getAndAdd(BATCH);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    next.set(until);
    assertThat(found.get()).isEqualTo(until - from);
  }

  private void write(int first, RedisClient jedis) {
    long generation = RedisReplies.generation(jedis.get(names.generation(0)));
    SetParams life = SetParams.setParams().px(30_000);
    try (AbstractPipeline pipeline = jedis.pipelined()) {
      for (int i = first; i < first + BATCH; i++) {
        String key = "k" + i;
        long now = System.currentTimeMillis();
        Envelope.Header header =
            new Envelope.Header(Codec.bytes().id(), i, now, now + 30_000, 0, 0);
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        pipeline.set(names.entry(key, 0), Envelope.seal(header, generation, bytes, VALUE), life);
      }
      pipeline.sync();
    }
  }

  private static long trackingMemory(ServerProcess server) {
    return Resp.once(server.port(), "INFO", "stats")
        .lines()
        .filter(line -> line.startsWith("tracking_total_"))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
        .sum();
  }
}
