package dev.plimsoll.external.redis;

import java.nio.charset.StandardCharsets;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * What keys are called on the server. On a cluster each carries one of a few tags, so that an entry
 * and the generation it is checked against live in one slot: {@code users:{17}:alice} with {@code
 * users!gen:{17}}.
 */
final class RedisKeys {

  /** Enough to spread over many nodes, and few enough that drawing all generations is quick. */
  private static final int SHARDS = 256;

  private final String namespace;
  private final int shards;
  private final byte[][] generations;
  private final int[] slots;

  RedisKeys(String namespace, boolean sharded) {
    this.namespace = namespace;
    this.shards = sharded ? SHARDS : 1;
    this.generations = new byte[shards][];
    this.slots = new int[shards];
    for (int shard = 0; shard < shards; shard++) {
      generations[shard] = bytes(generationPrefix() + ":" + tag(shard));
      slots[shard] = sharded ? JedisClusterCRC16.getSlot(generations[shard]) : 0;
    }
  }

  int shards() {
    return shards;
  }

  int shardOf(String key) {
    return shards == 1 ? 0 : Math.floorMod(spread(key.hashCode()), shards);
  }

  int slotOf(int shard) {
    return slots[shard];
  }

  byte[] generation(int shard) {
    return generations[shard];
  }

  byte[] entry(String key, int shard) {
    return bytes(entryPrefix() + tag(shard) + key);
  }

  byte[] lease(String key, int shard) {
    return bytes(namespace + "!lease:" + tag(shard) + key);
  }

  /** What every entry's name begins with. */
  String entryPrefix() {
    return namespace + ":";
  }

  /** What every generation's name begins with. */
  String generationPrefix() {
    return namespace + "!gen";
  }

  /** {@return the key inside an entry's name} */
  String keyOf(String entry) {
    int begin = entryPrefix().length();
    return entry.substring(shards == 1 ? begin : entry.indexOf(':', begin) + 1);
  }

  private String tag(int shard) {
    return shards == 1 ? "" : "{" + shard + "}:";
  }

  private static int spread(int hash) {
    return hash ^ (hash >>> 16);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
