package dev.plimsoll.external.redis;

import dev.plimsoll.external.internal.Deadline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.Protocol.Keyword;

/**
 * The namespace's generation, one for each shard. A generation is drawn at random, not counted: one
 * that the server lost must not come back and bring its entries with it.
 */
final class RedisGenerations {

  private static final long UNKNOWN = 0;

  private final RedisKeys keys;
  private final RedisExchange exchange;
  private final AtomicLongArray known;

  RedisGenerations(RedisKeys keys, RedisExchange exchange) {
    this.keys = keys;
    this.exchange = exchange;
    this.known = new AtomicLongArray(keys.shards());
  }

  /** {@return the generation last seen, or the server's} */
  long known(int shard, Deadline deadline) {
    long seen = known.get(shard);
    return seen == UNKNOWN ? create(shard, deadline) : seen;
  }

  void forget(int shard) {
    known.set(shard, UNKNOWN);
  }

  /** {@return the generation that a reply told, or a new one when the server had none} */
  long confirm(int shard, @Nullable Object reply, Deadline deadline) {
    Long told = RedisReplies.generation(reply);
    if (told == null) {
      return create(shard, deadline);
    }
    known.set(shard, told);
    return told;
  }

  private long create(int shard, Deadline deadline) {
    byte[] name = keys.generation(shard);
    CommandArguments propose =
        new CommandArguments(Command.SET).add(name).add(RedisStore.bytes(draw())).add(Keyword.NX);
    CommandArguments read = new CommandArguments(Command.GET).add(name);
    Object agreed = exchange.all(keys.slotOf(shard), true, deadline, List.of(propose, read)).get(1);
    Long told = RedisReplies.generation(agreed);
    if (told == null) {
      // Foreign bytes under our name: replace them.
      long drawn = draw();
      Object unused = exchange.one(keys.slotOf(shard), true, deadline, overwrite(shard, drawn));
      told = drawn;
    }
    known.set(shard, told);
    return told;
  }

  void renewAll(RedisTopology topology, Deadline deadline) {
    Map<RedisNode, List<Integer>> byNode = new HashMap<>();
    for (int shard = 0; shard < keys.shards(); shard++) {
      RedisNode node = topology.nodeOf(keys.slotOf(shard), deadline);
      byNode.computeIfAbsent(node, none -> new ArrayList<>()).add(shard);
    }
    for (Map.Entry<RedisNode, List<Integer>> entry : byNode.entrySet()) {
      renew(entry.getKey(), entry.getValue(), deadline);
    }
  }

  private void renew(RedisNode node, List<Integer> shards, Deadline deadline) {
    List<CommandArguments> commands = new ArrayList<>(shards.size());
    List<Long> drawn = new ArrayList<>(shards.size());
    for (int shard : shards) {
      drawn.add(draw());
      commands.add(overwrite(shard, drawn.get(drawn.size() - 1)));
    }
    List<Object> replies = node.exchange(commands, true, deadline);
    for (int i = 0; i < shards.size(); i++) {
      int shard = shards.get(i);
      if (RedisExchange.firstError(List.of(replies.get(i))) != null) {
        // The slot has moved, or the server refuses: the single way follows it, or tells.
        Object unused = exchange.one(keys.slotOf(shard), true, deadline, commands.get(i));
      }
      known.set(shard, drawn.get(i));
    }
  }

  private CommandArguments overwrite(int shard, long generation) {
    return new CommandArguments(Command.SET)
        .add(keys.generation(shard))
        .add(RedisStore.bytes(generation));
  }

  private static long draw() {
    long drawn = ThreadLocalRandom.current().nextLong();
    return drawn == UNKNOWN ? 1 : drawn;
  }
}
