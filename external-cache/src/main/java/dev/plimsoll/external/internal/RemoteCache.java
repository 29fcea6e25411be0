package dev.plimsoll.external.internal;

import dev.plimsoll.external.ExternalCache;
import dev.plimsoll.external.ExternalCacheStats;
import dev.plimsoll.external.Lookup;
import dev.plimsoll.external.NodeHealth;
import dev.plimsoll.external.Outcome;
import dev.plimsoll.external.Ttl;
import dev.plimsoll.external.UnavailableException;
import dev.plimsoll.external.ValueTooLargeException;
import dev.plimsoll.retention.ReleaseCause;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;

/** The cache over any {@link Store}: envelopes, bounds, counters. Safe for use by many threads. */
public final class RemoteCache<V> implements ExternalCache<V> {

  private final CacheOptions<V> options;
  private final Store store;
  private final Counters counters = new Counters();
  private final Admission admission;
  private final Opener<V> opener;
  private final Loading<V> loading;
  private final long deadlineNanos;
  private final AtomicLong writeIds = new AtomicLong();
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Creates a cache that owns its store.
   *
   * @param options the options
   * @param store the server
   */
  public RemoteCache(CacheOptions<V> options, Store store) {
    this.options = options;
    this.store = store;
    this.admission = new Admission(options.maxInFlight());
    this.opener = new Opener<>(options, store.countsMillis(), counters);
    this.deadlineNanos = options.deadline().toNanos();
    this.loading = new Loading<>(this, options, counters);
    options.owner().heldBy(this);
    NodeGuard.warmUp();
  }

  @Override
  public Lookup<V> get(String key) {
    return find(key, false, newDeadline()).lookup();
  }

  /** {@return the deadline of a call that begins now} */
  public Deadline newDeadline() {
    return Deadline.in(deadlineNanos);
  }

  /**
   * {@return the answer for a key with what the envelope said}
   *
   * @param key the key
   * @param withRemaining whether the server's time to live is wanted
   * @param deadline the call's
   */
  public Found<V> find(String key, boolean withRemaining, Deadline deadline) {
    return counters.count(peek(key, withRemaining, deadline));
  }

  /** Finds without counting, for the second look of one call. */
  Found<V> peek(String key, Deadline deadline) {
    return peek(key, false, deadline);
  }

  private Found<V> peek(String key, boolean withRemaining, Deadline deadline) {
    Objects.requireNonNull(key, "key");
    checkOpen();
    Fetched fetched;
    try {
      admission.enter(deadline);
      try {
        fetched = store.fetch(key, withRemaining, deadline);
      } finally {
        admission.leave();
      }
    } catch (UnavailableException e) {
      return Found.unavailable(e);
    }
    return opener.open(key, fetched);
  }

  @Override
  public Map<String, Lookup<V>> getAll(Collection<String> keys) {
    Map<String, Lookup<V>> answers = new LinkedHashMap<>();
    findAll(keys).forEach((key, found) -> answers.put(key, found.lookup()));
    return answers;
  }

  private Map<String, Found<V>> findAll(Collection<String> keys) {
    checkOpen();
    Map<String, Found<V>> found = new LinkedHashMap<>();
    keys.forEach(key -> found.put(Objects.requireNonNull(key, "key"), Found.miss()));
    if (found.isEmpty()) {
      return found;
    }
    Deadline deadline = newDeadline();
    try {
      admission.enter(deadline);
      try {
        store.fetchAll(List.copyOf(found.keySet()), new Opened<>(opener, found), deadline);
      } finally {
        admission.leave();
      }
    } catch (UnavailableException e) {
      found.replaceAll((key, nothing) -> Found.unavailable(e));
    }
    found.values().forEach(counters::count);
    return found;
  }

  private record Opened<V>(Opener<V> opener, Map<String, Found<V>> into) implements Store.Answers {
    @Override
    public void found(String key, Fetched fetched) {
      into.put(key, opener.open(key, fetched));
    }

    @Override
    public void unavailable(String key, UnavailableException cause) {
      into.put(key, Found.unavailable(cause));
    }
  }

  @Override
  public V get(String key, Function<? super String, ? extends V> loader, Ttl ttl) {
    return get(key, loader, ttl, deadline -> find(key, false, deadline));
  }

  /**
   * Reads through, with a first look of the caller's own.
   *
   * @param key the key
   * @param loader makes the value when there is none
   * @param ttl the time to live of what is loaded
   * @param look finds what the server has, by the deadline
   * @return the value
   */
  public V get(
      String key,
      Function<? super String, ? extends V> loader,
      Ttl ttl,
      Function<Deadline, Found<V>> look) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(loader, "loader");
    return loading.get(key, loader, Objects.requireNonNull(ttl, "ttl"), look);
  }

  @Override
  public Outcome put(String key, V value, Ttl ttl) {
    return write(key, value, ttl, Condition.Always.INSTANCE);
  }

  @Override
  public Outcome putIfAbsent(String key, V value, Ttl ttl) {
    return write(key, value, ttl, Condition.IfAbsent.INSTANCE);
  }

  @Override
  public Outcome compareAndSet(String key, long version, V value, Ttl ttl) {
    return write(key, value, ttl, new Condition.IfVersion(version));
  }

  private Outcome write(String key, V value, Ttl ttl, Condition condition) {
    byte[] encoded = encode(key, value);
    return write(key, encoded, ttl, 0, condition, newDeadline());
  }

  /** Encodes a value, and throws when it is over the limit. */
  byte[] encode(String key, V value) {
    Objects.requireNonNull(key, "key");
    byte[] encoded = options.codec().encode(Objects.requireNonNull(value, "value"));
    if (encoded.length > options.maxValueBytes()) {
      counters.oversized.increment();
      throw new ValueTooLargeException(key, encoded.length, options.maxValueBytes());
    }
    return encoded;
  }

  Outcome write(
      String key, byte[] encoded, Ttl ttl, int costMicros, Condition condition, Deadline deadline) {
    long ttlMillis = Objects.requireNonNull(ttl, "ttl").draw();
    long id = writeIds.getAndIncrement();
    int bytes = Envelope.HEADER + encoded.length;
    options.retention().retained(options.owner(), id, bytes);
    try {
      Draft draft = draft(key, encoded, ttlMillis, costMicros);
      long kept = ttlMillis == Ttl.UNBOUNDED ? 0 : ttlMillis + options.staleOnError().toMillis();
      Outcome outcome = remotely(deadline, d -> store.put(key, draft, kept, condition, d));
      if (outcome == Outcome.APPLIED) {
        counters.writes.increment();
      }
      return outcome;
    } finally {
      options.retention().released(options.owner(), id, bytes, ReleaseCause.DRAINED);
    }
  }

  private Draft draft(String key, byte[] encoded, long ttlMillis, int costMicros) {
    long now = options.clockMillis().getAsLong();
    Envelope.Header header =
        new Envelope.Header(
            options.codec().id(),
            ThreadLocalRandom.current().nextLong(),
            now,
            expiry(now, ttlMillis),
            (int) options.staleOnError().toMillis(),
            costMicros);
    return new Draft(header, key.getBytes(StandardCharsets.UTF_8), encoded);
  }

  private static long expiry(long now, long ttlMillis) {
    return ttlMillis == Ttl.UNBOUNDED ? 0 : now + ttlMillis;
  }

  @Override
  public Outcome invalidate(String key) {
    Objects.requireNonNull(key, "key");
    return remotely(newDeadline(), d -> store.remove(key, d));
  }

  @Override
  public Outcome invalidateNamespace() {
    return remotely(
        newDeadline(),
        d -> {
          store.renewGeneration(d);
          return true;
        });
  }

  @Override
  public Outcome touch(String key, Ttl ttl) {
    Objects.requireNonNull(key, "key");
    long ttlMillis = Objects.requireNonNull(ttl, "ttl").draw();
    long expires = expiry(options.clockMillis().getAsLong(), ttlMillis);
    long kept = ttlMillis == Ttl.UNBOUNDED ? 0 : ttlMillis + options.staleOnError().toMillis();
    return remotely(newDeadline(), d -> store.touch(key, kept, expires, d));
  }

  /** Tries to become the one process that loads a key. */
  Outcome lease(String key, long token, Deadline deadline) {
    long millis = options.lease().toMillis();
    return remotely(deadline, d -> store.lease(key, token, millis, d));
  }

  void release(String key, long token, Deadline deadline) {
    Outcome unused =
        remotely(
            deadline,
            d -> {
              store.release(key, token, d);
              return true;
            });
  }

  private Outcome remotely(Deadline deadline, Predicate<Deadline> call) {
    checkOpen();
    try {
      admission.enter(deadline);
      try {
        return call.test(deadline) ? Outcome.APPLIED : Outcome.DECLINED;
      } finally {
        admission.leave();
      }
    } catch (UnavailableException e) {
      counters.unavailable.increment();
      return Outcome.UNAVAILABLE;
    }
  }

  /** {@return the server's word that entries changed} */
  public Invalidations invalidations() {
    return store.invalidations();
  }

  /** {@return what every envelope under this cache is marked with} */
  public CacheOptions<V> options() {
    return options;
  }

  @Override
  public ExternalCacheStats stats() {
    return counters.snapshot();
  }

  @Override
  public List<NodeHealth> health() {
    checkOpen();
    return store.health();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      store.close();
    }
  }

  private void checkOpen() {
    if (closed.get()) {
      throw new IllegalStateException(
          "the cache \"" + options.namespace() + "\" is closed: build another one");
    }
  }

  @Override
  public String toString() {
    return "ExternalCache[" + options.namespace() + "]";
  }
}
