package dev.plimsoll.external.redis;

import dev.plimsoll.external.UnavailableException;
import dev.plimsoll.external.internal.Arrivals;
import dev.plimsoll.external.internal.Deadline;
import dev.plimsoll.external.internal.Fetched;
import dev.plimsoll.external.internal.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Reads many keys in one round: one MGET for each shard, all nodes asked before the first is heard,
 * so that a node that hangs takes no time from the others. Used by one thread, once.
 */
final class RedisFetchAll {

  private final RedisKeys keys;
  private final RedisTopology topology;
  private final RedisExchange exchange;
  private final Store.Answers answers;
  private final Deadline deadline;

  RedisFetchAll(
      RedisKeys keys,
      RedisTopology topology,
      RedisExchange exchange,
      Store.Answers answers,
      Deadline deadline) {
    this.keys = keys;
    this.topology = topology;
    this.exchange = exchange;
    this.answers = answers;
    this.deadline = deadline;
  }

  /** The keys of one shard, and the command that reads them. */
  private record Part(int shard, List<String> wanted, CommandArguments command) {}

  /** What one of several nodes was asked for. */
  private final class Asked implements Arrivals.Awaited {
    private final RedisNode.Talk talk;
    private final List<Part> parts;

    Asked(RedisNode.Talk talk, List<Part> parts) {
      this.talk = talk;
      this.parts = parts;
    }

    @Override
    public boolean hasArrived() {
      return talk.hasArrived();
    }

    @Override
    public void hear() {
      RedisFetchAll.this.hear(parts, talk::replies);
    }
  }

  void run(Collection<String> wanted) {
    Map<RedisNode, List<Part>> byNode = byNode(wanted);
    if (byNode.size() == 1) {
      byNode.forEach(this::exchange);
      return;
    }
    List<Asked> asked = new ArrayList<>();
    try {
      byNode.forEach((node, parts) -> ask(node, parts, asked));
    } finally {
      // Also when that threw: who is not heard keeps a connection and a place.
      Arrivals.hear(asked, deadline);
    }
  }

  private Map<RedisNode, List<Part>> byNode(Collection<String> wanted) {
    Map<Integer, List<String>> byShard = new LinkedHashMap<>();
    for (String key : wanted) {
      byShard.computeIfAbsent(keys.shardOf(key), none -> new ArrayList<>()).add(key);
    }
    Map<RedisNode, List<Part>> byNode = new LinkedHashMap<>();
    byShard.forEach(
        (shard, those) -> {
          try {
            RedisNode node = topology.nodeOf(keys.slotOf(shard), deadline);
            Part part = new Part(shard, those, read(shard, those));
            byNode.computeIfAbsent(node, none -> new ArrayList<>()).add(part);
          } catch (UnavailableException e) {
            those.forEach(key -> answers.unavailable(key, e));
          }
        });
    return byNode;
  }

  private CommandArguments read(int shard, List<String> those) {
    CommandArguments read = new CommandArguments(Command.MGET).add(keys.generation(shard));
    those.forEach(key -> read.add(keys.entry(key, shard)));
    return read;
  }

  private void exchange(RedisNode node, List<Part> parts) {
    hear(parts, () -> node.exchange(commands(parts), true, deadline));
  }

  private void ask(RedisNode node, List<Part> parts, List<Asked> asked) {
    try {
      asked.add(new Asked(node.open(commands(parts), deadline), parts));
    } catch (UnavailableException e) {
      parts.forEach(part -> unavailable(part, e));
    }
  }

  private static List<CommandArguments> commands(List<Part> parts) {
    return parts.stream().map(Part::command).toList();
  }

  private void hear(List<Part> parts, Supplier<List<Object>> answer) {
    List<Object> replies;
    try {
      replies = answer.get();
    } catch (UnavailableException e) {
      parts.forEach(part -> unavailable(part, e));
      return;
    }
    for (int i = 0; i < replies.size(); i++) {
      hear(parts.get(i), replies.get(i));
    }
  }

  private void hear(Part part, Object reply) {
    Object values = reply;
    if (reply instanceof JedisDataException) {
      try {
        // The slot has moved, or the server refuses: the single way follows it, or tells.
        values = exchange.one(keys.slotOf(part.shard()), true, deadline, part.command());
      } catch (UnavailableException e) {
        unavailable(part, e);
        return;
      }
    }
    for (int i = 0; i < part.wanted().size(); i++) {
      answers.found(part.wanted().get(i), RedisReplies.fetched(values, i + 1, Fetched.NOT_ASKED));
    }
  }

  private void unavailable(Part part, UnavailableException cause) {
    part.wanted().forEach(key -> answers.unavailable(key, cause));
  }
}
