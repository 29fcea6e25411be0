package dev.plimsoll.external.internal;

import dev.plimsoll.external.Lookup;
import dev.plimsoll.external.Outcome;
import dev.plimsoll.external.Ttl;
import dev.plimsoll.external.ValueTooLargeException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads through the cache, so that a missing key is loaded once: by one thread of this process, and
 * with a lease by one process.
 */
final class Loading<V> {

  private static final Logger LOGGER = System.getLogger(Loading.class.getName());
  private static final long FIRST_PAUSE_MILLIS = 2;
  private static final long LONGEST_PAUSE_MILLIS = 32;

  private final RemoteCache<V> cache;
  private final CacheOptions<V> options;
  private final Counters counters;
  private final SingleFlight<V> flights = new SingleFlight<>();

  Loading(RemoteCache<V> cache, CacheOptions<V> options, Counters counters) {
    this.cache = cache;
    this.options = options;
    this.counters = counters;
  }

  V get(
      String key,
      Function<? super String, ? extends V> loader,
      Ttl ttl,
      Function<Deadline, Found<V>> firstLook) {
    RemoteTime time = new RemoteTime(options.deadline().toNanos());
    Found<V> found = time.spend(firstLook);
    if (found.lookup() instanceof Lookup.Hit<V> hit) {
      return isDueEarly(found.header())
          ? refresh(key, hit.value(), loader, ttl, time)
          : hit.value();
    }
    return flights.fly(
        key,
        flight -> loadAfter(found, new Load<>(key, loader, ttl, time, flight)),
        counters.coalesced::increment,
        time.leftNanos(),
        flight -> compute(new Load<>(key, loader, ttl, time, flight), found).value());
  }

  /** What one caller wants loaded, and the flight of all who want it. */
  private record Load<V>(
      String key,
      Function<? super String, ? extends V> loader,
      Ttl ttl,
      RemoteTime time,
      SingleFlight.Flight<V> flight) {}

  private V loadAfter(Found<V> found, Load<V> load) {
    if (!isAnswered(found)) {
      return compute(load, found).value();
    }
    // Whoever flew before this thread took off may have just stored the value.
    Found<V> again = look(load);
    if (again.lookup() instanceof Lookup.Hit<V> hit) {
      return hit.value();
    }
    return options.lease().isZero() ? computeAndStore(load, again) : loadUnderLease(load, again);
  }

  private Found<V> look(Load<V> load) {
    return load.time().spend(deadline -> cache.peek(load.key(), deadline));
  }

  private V loadUnderLease(Load<V> load, Found<V> before) {
    long token = ThreadLocalRandom.current().nextLong();
    long giveUp = System.nanoTime() + options.lease().toNanos();
    long pause = FIRST_PAUSE_MILLIS;
    Found<V> latest = before;
    while (System.nanoTime() < giveUp && isAnswered(latest)) {
      Outcome lease =
          load.time().ask(by -> cache.lease(load.key(), token, by), Loading::isAnswered);
      if (lease == Outcome.APPLIED) {
        return loadAsHolder(load, token);
      }
      if (lease == Outcome.UNAVAILABLE) {
        // A server that is full still answers reads: to wait for a lease there would be in vain.
        break;
      }
      // Another process computes: those who wait for this thread wait for that, which is no call.
      if (!load.flight().claim()) {
        return load.flight().join();
      }
      if (!pause(pause)) {
        break;
      }
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      Found<V> seen = load.time().ask(by -> cache.peek(load.key(), by), Loading::isAnswered);
      if (seen.lookup() instanceof Lookup.Hit<V> hit) {
        counters.coalesced.increment();
        return hit.value();
      }
      latest = seen;
    }
    return computeAndStore(load, latest);
  }

  private static boolean isAnswered(Found<?> found) {
    return !(found.lookup() instanceof Lookup.Unavailable);
  }

  private static boolean isAnswered(Outcome outcome) {
    return outcome != Outcome.UNAVAILABLE;
  }

  private V loadAsHolder(Load<V> load, long token) {
    try {
      // The last holder stored its value before it gave the lease back.
      Found<V> seen = look(load);
      return seen.lookup() instanceof Lookup.Hit<V> hit ? hit.value() : computeAndStore(load, seen);
    } finally {
      load.time()
          .spend(
              deadline -> {
                cache.release(load.key(), token, deadline);
                return true;
              });
    }
  }

  private V computeAndStore(Load<V> load, Found<V> found) {
    Computed<V> computed = compute(load, found);
    // Before it is stored: who waits for a load must not wait for a server in trouble as well.
    load.flight().share(computed.value());
    if (computed.isFresh()) {
      store(load, computed);
    }
    return computed.value();
  }

  private record Computed<V>(V value, int costMicros, boolean isFresh) {}

  private Computed<V> compute(Load<V> load, Found<V> found) {
    if (!load.flight().claim()) {
      return new Computed<>(load.flight().join(), 0, false);
    }
    long start = System.nanoTime();
    try {
      V value = load.loader().apply(load.key());
      Objects.requireNonNull(
          value,
          () -> "the loader answered null for \"" + load.key() + "\": cache an Optional instead");
      counters.loads.increment();
      long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
      return new Computed<>(value, (int) Math.min(micros, Integer.MAX_VALUE), true);
    } catch (RuntimeException | Error e) {
      counters.loadFailures.increment();
      return staleInstead(e, found);
    }
  }

  private Computed<V> staleInstead(Throwable failure, Found<V> found) {
    V stale = found.stale();
    if (stale == null || options.staleOnError().isZero() || !(failure instanceof Exception)) {
      throw Sneaky.rethrow(failure);
    }
    LOGGER.log(Level.WARNING, "a loader failed; an expired value stands in", failure);
    counters.staleServed.increment();
    return new Computed<>(stale, 0, false);
  }

  private void store(Load<V> load, Computed<V> computed) {
    byte[] encoded;
    try {
      encoded = cache.encode(load.key(), computed.value());
    } catch (ValueTooLargeException e) {
      // Counted; the caller gets its value all the same.
      LOGGER.log(Level.WARNING, "a loaded value is not cached", e);
      return;
    }
    Outcome unused =
        load.time()
            .spend(
                deadline ->
                    cache.write(
                        load.key(),
                        encoded,
                        load.ttl(),
                        computed.costMicros(),
                        Condition.Always.INSTANCE,
                        deadline));
  }

  /** XFetch: early by {@code cost * beta * -ln(random)}. */
  private boolean isDueEarly(Envelope.@Nullable Header header) {
    if (options.earlyRefresh() == 0 || header == null || header.expires() == 0) {
      return false;
    }
    double random = 1 - ThreadLocalRandom.current().nextDouble();
    double earlyMillis = header.costMicros() / 1000.0 * options.earlyRefresh() * -Math.log(random);
    return options.clockMillis().getAsLong() + earlyMillis >= header.expires();
  }

  private V refresh(
      String key,
      V current,
      Function<? super String, ? extends V> loader,
      Ttl ttl,
      RemoteTime time) {
    return flights.flyOr(
        key,
        current,
        flight -> {
          Load<V> load = new Load<>(key, loader, ttl, time, flight);
          long token = ThreadLocalRandom.current().nextLong();
          boolean alone =
              options.lease().isZero()
                  || time.spend(by -> cache.lease(key, token, by)) == Outcome.APPLIED;
          return alone ? refreshed(load, current) : current;
        });
  }

  /** A value is at hand, so a loader that fails costs nothing; the lease ends by itself. */
  private V refreshed(Load<V> load, V current) {
    counters.earlyRefreshes.increment();
    try {
      return computeAndStore(load, Found.miss());
    } catch (RuntimeException e) {
      LOGGER.log(Level.WARNING, "an early refresh failed; the current value stands", e);
      return current;
    }
  }

  private static boolean pause(long millis) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(millis) + 1);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
