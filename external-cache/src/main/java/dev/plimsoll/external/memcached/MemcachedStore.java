package dev.plimsoll.external.memcached;

import dev.plimsoll.external.NodeHealth;
import dev.plimsoll.external.UnavailableException;
import dev.plimsoll.external.UnavailableException.Reason;
import dev.plimsoll.external.internal.Arrivals;
import dev.plimsoll.external.internal.Condition;
import dev.plimsoll.external.internal.Deadline;
import dev.plimsoll.external.internal.Draft;
import dev.plimsoll.external.internal.Envelope;
import dev.plimsoll.external.internal.Fetched;
import dev.plimsoll.external.internal.SocketWatch;
import dev.plimsoll.external.internal.Store;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Envelopes in Memcached items. Each server has the namespace's generation of its own, so that an
 * entry is checked against it in one round; conditional writes go by the item's number.
 */
final class MemcachedStore implements Store {

  private static final int MOST_ATTEMPTS = 16;

  private final MemcachedKeys keys;
  private final int codec;
  private final LongSupplier clockMillis;
  private final KetamaRing ring;
  private final SocketWatch watch;
  private final MemcachedGenerations generations;

  MemcachedStore(
      MemcachedKeys keys, int codec, LongSupplier clockMillis, KetamaRing ring, SocketWatch watch) {
    this.keys = keys;
    this.codec = codec;
    this.clockMillis = clockMillis;
    this.ring = ring;
    this.watch = watch;
    this.generations = new MemcachedGenerations(keys.generation());
  }

  @Override
  public boolean countsMillis() {
    return false;
  }

  @Override
  public Fetched fetch(String key, boolean withRemaining, Deadline deadline) {
    String name = keys.entry(key);
    List<byte @Nullable []> values =
        ring.nodeOf(name).ask(List.of(keys.generation(), name), deadline).await();
    return fetched(values, 1);
  }

  private static Fetched fetched(List<byte @Nullable []> values, int index) {
    return new Fetched(
        values.get(index), MemcachedGenerations.read(values.get(0)), Fetched.NOT_ASKED);
  }

  @Override
  public void fetchAll(Collection<String> wanted, Answers answers, Deadline deadline) {
    Map<MemcachedNode, List<String>> byNode = new LinkedHashMap<>();
    for (String key : wanted) {
      byNode.computeIfAbsent(ring.nodeOf(keys.entry(key)), none -> new ArrayList<>()).add(key);
    }
    // All nodes are asked before the first is heard: one that hangs takes no time from the others.
    List<Asked> asked = new ArrayList<>();
    try {
      byNode.forEach(
          (node, those) -> {
            try {
              asked.add(new Asked(node.ask(names(those), deadline), those, answers));
            } catch (UnavailableException e) {
              those.forEach(key -> answers.unavailable(key, e));
            }
          });
    } finally {
      // Also when that threw: who is not heard keeps a connection and a place.
      Arrivals.hear(asked, deadline);
    }
  }

  private List<String> names(List<String> those) {
    List<String> names = new ArrayList<>(those.size() + 1);
    names.add(keys.generation());
    those.forEach(key -> names.add(keys.entry(key)));
    return names;
  }

  /** One node's share of many keys. */
  private record Asked(MemcachedTransport.Pending pending, List<String> those, Answers answers)
      implements Arrivals.Awaited {

    @Override
    public boolean hasArrived() {
      return pending.hasArrived();
    }

    @Override
    public void hear() {
      try {
        List<byte @Nullable []> values = pending.await();
        for (int i = 0; i < those.size(); i++) {
          answers.found(those.get(i), fetched(values, i + 1));
        }
      } catch (UnavailableException e) {
        those.forEach(key -> answers.unavailable(key, e));
      }
    }
  }

  @Override
  public boolean put(
      String key, Draft draft, long ttlMillis, Condition condition, Deadline deadline) {
    String name = keys.entry(key);
    MemcachedNode node = ring.nodeOf(name);
    int exptime = MemcachedTime.exptime(ttlMillis, clockMillis.getAsLong());
    if (condition == Condition.Always.INSTANCE) {
      set(node, name, draft, exptime, deadline);
      return true;
    }
    byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
    return conditionally(
        node,
        name,
        deadline,
        (item, generation) -> {
          Envelope.Header seen = usable(item, keyBytes, generation);
          return holds(condition, seen) ? draft.seal(generation) : null;
        },
        exptime);
  }

  private static boolean holds(Condition condition, Envelope.@Nullable Header seen) {
    return condition instanceof Condition.IfVersion wanted
        ? seen != null && seen.version() == wanted.version()
        : seen == null;
  }

  private void set(MemcachedNode node, String name, Draft draft, int exptime, Deadline deadline) {
    long generation = generations.known(node, deadline);
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      byte[] sealed = draft.seal(generation);
      // The generation comes back with the write, so that a value of an old one is written again.
      byte[] told = node.call(t -> t.setAndGet(name, sealed, exptime, keys.generation(), deadline));
      long current = generations.confirm(node, told, deadline);
      if (current == generation) {
        return;
      }
      generation = current;
    }
    throw changing(name);
  }

  /** Makes the new bytes from the item seen, or null when nothing is to be written. */
  private interface Change {
    byte @Nullable [] apply(MemcachedTransport.@Nullable Item seen, long generation);
  }

  private boolean conditionally(
      MemcachedNode node, String name, Deadline deadline, Change change, int exptime) {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      long generation = generations.current(node, deadline);
      MemcachedTransport.Item seen = node.call(t -> t.gets(name, deadline));
      byte[] changed = change.apply(seen, generation);
      if (changed == null) {
        return false;
      }
      boolean written =
          seen == null
              ? node.call(t -> t.add(name, changed, exptime, deadline))
              : node.call(t -> t.replace(name, changed, exptime, seen.cas(), deadline));
      if (written) {
        return true;
      }
    }
    throw changing(name);
  }

  private static UnavailableException changing(String name) {
    return new UnavailableException(
        Reason.REFUSED, name + " was written " + MOST_ATTEMPTS + " times meanwhile");
  }

  private Envelope.@Nullable Header usable(
      MemcachedTransport.@Nullable Item item, byte[] key, long generation) {
    if (item == null) {
      return null;
    }
    Envelope.Header header = Envelope.open(item.value(), key);
    boolean usable =
        header != null
            && header.codec() == codec
            && Envelope.generation(item.value()) == generation
            && !header.isExpired(clockMillis.getAsLong());
    return usable ? header : null;
  }

  @Override
  public boolean remove(String key, Deadline deadline) {
    String name = keys.entry(key);
    return ring.nodeOf(name).call(t -> t.delete(name, deadline));
  }

  @Override
  public boolean touch(String key, long ttlMillis, long expires, Deadline deadline) {
    String name = keys.entry(key);
    byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
    return conditionally(
        ring.nodeOf(name),
        name,
        deadline,
        (item, generation) -> {
          if (item == null || usable(item, keyBytes, generation) == null) {
            return null;
          }
          byte[] touched = item.value().clone();
          Envelope.setExpires(touched, expires);
          return touched;
        },
        MemcachedTime.exptime(ttlMillis, clockMillis.getAsLong()));
  }

  @Override
  public void renewGeneration(Deadline deadline) {
    ring.nodes().forEach(node -> generations.renew(node, deadline));
  }

  @Override
  public boolean lease(String key, long token, long millis, Deadline deadline) {
    String name = keys.lease(key);
    int exptime = MemcachedTime.exptime(millis, clockMillis.getAsLong());
    return ring.nodeOf(name).call(t -> t.add(name, bytes(token), exptime, deadline));
  }

  @Override
  public void release(String key, long token, Deadline deadline) {
    String name = keys.lease(key);
    MemcachedNode node = ring.nodeOf(name);
    MemcachedTransport.Item held = node.call(t -> t.gets(name, deadline));
    if (held != null && Arrays.equals(held.value(), bytes(token))) {
      // Ending it by its number leaves alone a lease that another holder took in between.
      boolean unused =
          node.call(t -> t.replace(name, bytes(token), MemcachedTime.ENDED, held.cas(), deadline));
    }
  }

  @Override
  public List<NodeHealth> health() {
    return ring.nodes().stream().map(MemcachedNode::health).toList();
  }

  @Override
  public void close() {
    ring.nodes().forEach(MemcachedNode::close);
    watch.close();
  }

  static byte[] bytes(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }
}
