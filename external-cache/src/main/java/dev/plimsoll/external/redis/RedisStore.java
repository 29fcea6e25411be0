package dev.plimsoll.external.redis;

import dev.plimsoll.external.NodeHealth;
import dev.plimsoll.external.UnavailableException;
import dev.plimsoll.external.UnavailableException.Reason;
import dev.plimsoll.external.internal.Condition;
import dev.plimsoll.external.internal.Deadline;
import dev.plimsoll.external.internal.Draft;
import dev.plimsoll.external.internal.Envelope;
import dev.plimsoll.external.internal.Fetched;
import dev.plimsoll.external.internal.Invalidations;
import dev.plimsoll.external.internal.Store;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.Protocol.Keyword;

/** Envelopes in Redis strings. */
final class RedisStore implements Store {

  private static final byte FORMAT = 1;
  private static final int MOST_ATTEMPTS = 4;
  private static final byte[] NO_VERSION = {};

  private final RedisKeys keys;
  private final LongSupplier clockMillis;
  private final RedisTopology topology;
  private final RedisConnector connector;
  private final RedisExchange exchange;
  private final RedisGenerations generations;
  private final byte[] beginning;

  RedisStore(
      RedisKeys keys,
      int codec,
      LongSupplier clockMillis,
      RedisTopology topology,
      RedisConnector connector) {
    this.keys = keys;
    this.clockMillis = clockMillis;
    this.topology = topology;
    this.connector = connector;
    this.exchange = new RedisExchange(topology);
    this.generations = new RedisGenerations(keys, exchange);
    this.beginning =
        new byte[] {
          (byte) Envelope.MAGIC.charAt(0), (byte) Envelope.MAGIC.charAt(1), FORMAT, (byte) codec
        };
  }

  @Override
  public boolean countsMillis() {
    return true;
  }

  @Override
  public Fetched fetch(String key, boolean withRemaining, Deadline deadline) {
    int shard = keys.shardOf(key);
    byte[] entry = keys.entry(key, shard);
    CommandArguments read =
        new CommandArguments(Command.MGET).add(keys.generation(shard)).add(entry);
    int slot = keys.slotOf(shard);
    if (!withRemaining) {
      Object both = exchange.one(slot, true, deadline, read);
      return RedisReplies.fetched(both, 1, Fetched.NOT_ASKED);
    }
    CommandArguments remaining = new CommandArguments(Command.PTTL).add(entry);
    List<Object> replies = exchange.all(slot, true, deadline, List.of(read, remaining));
    return RedisReplies.fetched(replies.get(0), 1, (Long) replies.get(1));
  }

  @Override
  public void fetchAll(Collection<String> wanted, Answers answers, Deadline deadline) {
    new RedisFetchAll(keys, topology, exchange, answers, deadline).run(wanted);
  }

  @Override
  public boolean put(
      String key, Draft draft, long ttlMillis, Condition condition, Deadline deadline) {
    int shard = keys.shardOf(key);
    if (condition == Condition.Always.INSTANCE) {
      set(keys.entry(key, shard), shard, draft, ttlMillis, deadline);
      return true;
    }
    byte[] version =
        condition instanceof Condition.IfVersion wanted ? bytes(wanted.version()) : NO_VERSION;
    return scripted(
        RedisScripts.PUT,
        key,
        deadline,
        generation -> List.of(version, draft.seal(generation), text(ttlMillis)));
  }

  private void set(byte[] entry, int shard, Draft draft, long ttlMillis, Deadline deadline) {
    long generation = generations.known(shard, deadline);
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      CommandArguments set =
          new CommandArguments(Command.SET).add(entry).add(draft.seal(generation));
      if (ttlMillis != 0) {
        set.add(Keyword.PX).add(ttlMillis);
      }
      // The generation comes back with the write, so that a value of an old one is written again.
      CommandArguments check = new CommandArguments(Command.GET).add(keys.generation(shard));
      List<Object> replies = exchange.all(keys.slotOf(shard), true, deadline, List.of(check, set));
      long current = generations.confirm(shard, replies.get(0), deadline);
      if (current == generation) {
        return;
      }
      generation = current;
    }
    throw changing();
  }

  /** Makes a script's own arguments from the generation. */
  private interface Arguments {
    List<byte[]> of(long generation);
  }

  private boolean scripted(
      RedisScripts script, String key, Deadline deadline, Arguments arguments) {
    int shard = keys.shardOf(key);
    List<byte[]> names = List.of(keys.generation(shard), keys.entry(key, shard));
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      long generation = generations.known(shard, deadline);
      byte[] now = Arrays.copyOfRange(bytes(clockMillis.getAsLong()), 2, 8);
      List<byte[]> all = new ArrayList<>(List.of(bytes(generation), beginning, now));
      all.addAll(arguments.of(generation));
      long answer = (Long) exchange.script(keys.slotOf(shard), script, deadline, names, all);
      if (answer != RedisScripts.OUTDATED) {
        return answer == 1;
      }
      generations.forget(shard);
    }
    throw changing();
  }

  private static UnavailableException changing() {
    return new UnavailableException(
        Reason.REFUSED, "the namespace's generation changed " + MOST_ATTEMPTS + " times meanwhile");
  }

  @Override
  public boolean remove(String key, Deadline deadline) {
    int shard = keys.shardOf(key);
    CommandArguments unlink = new CommandArguments(Command.UNLINK).add(keys.entry(key, shard));
    return (Long) exchange.one(keys.slotOf(shard), true, deadline, unlink) == 1;
  }

  @Override
  public boolean touch(String key, long ttlMillis, long expires, Deadline deadline) {
    byte[] field = bytes(Envelope.expiresField(expires));
    return scripted(
        RedisScripts.TOUCH, key, deadline, generation -> List.of(field, text(ttlMillis)));
  }

  @Override
  public void renewGeneration(Deadline deadline) {
    generations.renewAll(topology, deadline);
  }

  @Override
  public boolean lease(String key, long token, long millis, Deadline deadline) {
    int shard = keys.shardOf(key);
    CommandArguments take =
        new CommandArguments(Command.SET)
            .add(keys.lease(key, shard))
            .add(bytes(token))
            .add(Keyword.NX)
            .add(Keyword.PX)
            .add(millis);
    return exchange.one(keys.slotOf(shard), false, deadline, take) != null;
  }

  @Override
  public void release(String key, long token, Deadline deadline) {
    int shard = keys.shardOf(key);
    Object unused =
        exchange.script(
            keys.slotOf(shard),
            RedisScripts.RELEASE,
            deadline,
            List.of(keys.lease(key, shard)),
            List.of(bytes(token)));
  }

  @Override
  public Invalidations invalidations() {
    return new RedisTracking(keys, topology, connector);
  }

  @Override
  public List<NodeHealth> health() {
    return topology.masters().stream().map(RedisNode::health).toList();
  }

  @Override
  public void close() {
    topology.close();
    connector.close();
  }

  static byte[] bytes(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  private static byte[] text(long number) {
    return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
  }
}
