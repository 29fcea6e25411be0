package dev.plimsoll.external;

import dev.plimsoll.cache.LimitableMap;
import dev.plimsoll.cache.LimitableMapBuilder;
import dev.plimsoll.external.internal.Deadline;
import dev.plimsoll.external.internal.Envelope;
import dev.plimsoll.external.internal.Fetched;
import dev.plimsoll.external.internal.Found;
import dev.plimsoll.external.internal.Invalidations;
import dev.plimsoll.external.internal.RemoteCache;
import dev.plimsoll.retention.CoarseClock;
import dev.plimsoll.retention.Footprint;
import dev.plimsoll.retention.RetentionListener;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A first level in process over a cache outside of it, with bounded staleness.
 *
 * <p>Over Redis 6 and later the server tells of every write, on a connection of the near cache's
 * own. A copy is used only while that connection vouches for itself: at most 400 ms after the
 * server last answered on it. When it breaks, all copies are dropped at once. Over a server that
 * tells nobody the bound is {@link NearCacheBuilder#localTtl}. A copy never outlives its entry.
 *
 * <p>Safe for use by many threads. {@link #close()} closes the cache below as well.
 *
 * @param <V> the type of the values; a hit hands the same object to every caller
 */
public final class NearCache<V> implements ExternalCache<V> {

  /** Longer than any program runs, and short enough to add to a clock. */
  private static final long FOR_EVER_NANOS = Long.MAX_VALUE / 4;

  private record Copy<V>(Lookup.Hit<V> hit, long endNanos, int encodedBytes) {}

  private final ExternalCache<V> remote;
  private final @Nullable RemoteCache<V> known;
  private final LimitableMap<String, Copy<V>> copies;
  private final NearTokens<Copy<V>> tokens;
  private final Invalidations.Channel channel;
  private final CoarseClock clock = CoarseClock.open();
  private final long localNanos;
  private final boolean recordsStats;
  private final LongAdder nearHits = new LongAdder();

  NearCache(NearCacheBuilder<V> options) {
    this.remote = options.remote;
    this.known = remote instanceof RemoteCache<V> ours ? ours : null;
    this.recordsStats = options.recordsStats;
    this.localNanos = options.localTtl.isZero() ? FOR_EVER_NANOS : options.localTtl.toNanos();
    this.copies = copies(options);
    this.tokens = new NearTokens<>(copies);
    this.channel = open(options);
  }

  /**
   * Begins a near cache.
   *
   * @param cache the cache below; closed together with the near cache
   * @param <V> the type of the values
   * @return the builder
   */
  public static <V> NearCacheBuilder<V> over(ExternalCache<V> cache) {
    return new NearCacheBuilder<>(Objects.requireNonNull(cache, "cache"));
  }

  private LimitableMap<String, Copy<V>> copies(NearCacheBuilder<V> options) {
    LimitableMapBuilder<String, Copy<V>> builder =
        LimitableMap.<String, Copy<V>>builder()
            .limit(options.limit)
            .name(remote + " near")
            .retention(options.retention);
    Footprint<? super V> measure = options.footprint;
    if (options.retention == RetentionListener.none()) {
      return builder.build();
    }
    if (measure != null) {
      return builder.footprint(copy -> measure.bytes(copy.hit().value())).build();
    }
    return known == null ? builder.build() : builder.footprint(Copy::encodedBytes).build();
  }

  private Invalidations.Channel open(NearCacheBuilder<V> options) {
    Invalidations told = known == null ? Invalidations.silent() : known.invalidations();
    if (told.speaks()) {
      return told.listen(tokens);
    }
    if (options.localTtl.isZero()) {
      clock.close();
      throw new IllegalStateException(
          remote + " tells nobody of writes, so copies need a bound: call localTtl(duration)");
    }
    return Invalidations.Channel.always();
  }

  @Override
  public Lookup<V> get(String key) {
    Lookup.Hit<V> near = nearHit(key);
    return near != null ? near : fetch(key);
  }

  private Lookup.@Nullable Hit<V> nearHit(String key) {
    Copy<V> copy = copies.get(key);
    if (copy == null || !isUsable(copy)) {
      return null;
    }
    if (recordsStats) {
      nearHits.increment();
    }
    return copy.hit();
  }

  private boolean isUsable(Copy<V> copy) {
    long now = clock.getAsLong();
    return now - copy.endNanos() < 0 && now - channel.trustedUntilNanos() < 0;
  }

  private Lookup<V> fetch(String key) {
    RemoteCache<V> ours = known;
    if (ours != null) {
      return fetch(ours, key, ours.newDeadline()).lookup();
    }
    long asked = System.nanoTime();
    Copy<V> copy = null;
    NearTokens.Token token = tokens.begin(key);
    try {
      Lookup<V> lookup = remote.get(key);
      copy = copyOf(lookup, asked + localNanos, 0);
      return lookup;
    } finally {
      // Also when that threw: a token that is never given back would be a leak.
      tokens.end(key, token, copy);
    }
  }

  private Found<V> fetch(RemoteCache<V> ours, String key, Deadline deadline) {
    long asked = System.nanoTime();
    Copy<V> copy = null;
    NearTokens.Token token = tokens.begin(key);
    try {
      Found<V> found = ours.find(key, true, deadline);
      // Without trust at the time of asking, a write since then may have gone unheard.
      if (asked - channel.trustedUntilNanos() < 0) {
        long end = asked + Math.min(localNanos, remainingNanos(found, ours));
        copy = copyOf(found.lookup(), end, found.bytes());
      }
      return found;
    } finally {
      tokens.end(key, token, copy);
    }
  }

  private @Nullable Copy<V> copyOf(Lookup<V> lookup, long endNanos, int bytes) {
    return lookup instanceof Lookup.Hit<V> hit && endNanos - System.nanoTime() > 0
        ? new Copy<>(hit, endNanos, bytes)
        : null;
  }

  private static long remainingNanos(Found<?> found, RemoteCache<?> ours) {
    Envelope.Header header = found.header();
    if (header == null || found.remainingMillis() == Fetched.NO_BOUND) {
      return FOR_EVER_NANOS;
    }
    if (found.remainingMillis() == Fetched.NOT_ASKED) {
      long now = ours.options().clockMillis().getAsLong();
      return header.expires() == 0
          ? FOR_EVER_NANOS
          : TimeUnit.MILLISECONDS.toNanos(header.expires() - now);
    }
    return TimeUnit.MILLISECONDS.toNanos(found.remainingMillis() - header.graceMillis());
  }

  /** {@inheritDoc} Keys with a copy are not asked for; the others get none. */
  @Override
  public Map<String, Lookup<V>> getAll(Collection<String> keys) {
    Map<String, Lookup<V>> answers = new LinkedHashMap<>();
    Set<String> others = new LinkedHashSet<>();
    for (String key : keys) {
      Lookup.Hit<V> near = nearHit(key);
      if (near != null) {
        answers.put(key, near);
      } else {
        // Holds the key's place in the order.
        answers.put(key, new Lookup.Miss<>());
        others.add(key);
      }
    }
    if (!others.isEmpty()) {
      answers.putAll(remote.getAll(others));
    }
    return answers;
  }

  @Override
  public V get(String key, Function<? super String, ? extends V> loader, Ttl ttl) {
    RemoteCache<V> ours = known;
    if (ours == null) {
      return get(key) instanceof Lookup.Hit<V> hit ? hit.value() : remote.get(key, loader, ttl);
    }
    Lookup.Hit<V> near = nearHit(key);
    // Its look is the load's first one: a server that hangs takes one deadline of a call, not two.
    return near != null
        ? near.value()
        : ours.get(key, loader, ttl, deadline -> fetch(ours, key, deadline));
  }

  @Override
  public Outcome put(String key, V value, Ttl ttl) {
    return dropping(key, () -> remote.put(key, value, ttl));
  }

  @Override
  public Outcome putIfAbsent(String key, V value, Ttl ttl) {
    return dropping(key, () -> remote.putIfAbsent(key, value, ttl));
  }

  @Override
  public Outcome compareAndSet(String key, long version, V value, Ttl ttl) {
    return dropping(key, () -> remote.compareAndSet(key, version, value, ttl));
  }

  @Override
  public Outcome invalidate(String key) {
    return dropping(key, () -> remote.invalidate(key));
  }

  @Override
  public Outcome touch(String key, Ttl ttl) {
    return dropping(key, () -> remote.touch(key, ttl));
  }

  /** A write that failed may have happened, so the copy goes whatever the outcome. */
  private Outcome dropping(String key, Supplier<Outcome> write) {
    try {
      return write.get();
    } finally {
      tokens.changed(key);
    }
  }

  @Override
  public Outcome invalidateNamespace() {
    try {
      return remote.invalidateNamespace();
    } finally {
      tokens.changedAll();
    }
  }

  /** {@return how many copies are held now} */
  public int size() {
    return copies.size();
  }

  /** {@return lookups answered from a copy; 0 unless {@link NearCacheBuilder#recordStats()}} */
  public long nearHits() {
    return nearHits.sum();
  }

  /** {@return the counters of the cache below: a near hit does not reach it} */
  @Override
  public ExternalCacheStats stats() {
    return remote.stats();
  }

  @Override
  public List<NodeHealth> health() {
    return remote.health();
  }

  @Override
  public void close() {
    channel.close();
    clock.close();
    remote.close();
    tokens.changedAll();
  }
}
