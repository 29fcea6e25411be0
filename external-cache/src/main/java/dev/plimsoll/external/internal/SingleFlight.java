package dev.plimsoll.external.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** Lets one thread per key compute while the others wait for its result. */
final class SingleFlight<V> {

  private final ConcurrentHashMap<String, CompletableFuture<V>> flights = new ConcurrentHashMap<>();

  /**
   * Computes, or waits for the thread that does. What it threw is thrown to all.
   *
   * @param compute is given what hands the value to those who wait before it is back itself
   */
  V fly(String key, Function<Consumer<V>, V> compute, Runnable coalesced) {
    CompletableFuture<V> mine = new CompletableFuture<>();
    CompletableFuture<V> other = flights.putIfAbsent(key, mine);
    if (other == null) {
      return compute(key, mine, compute);
    }
    coalesced.run();
    try {
      return other.join();
    } catch (CompletionException e) {
      throw Sneaky.rethrow(e.getCause() == null ? e : e.getCause());
    }
  }

  /** Computes, or answers at once what is at hand when another thread does. */
  V flyOr(String key, V atHand, Function<Consumer<V>, V> compute) {
    CompletableFuture<V> mine = new CompletableFuture<>();
    return flights.putIfAbsent(key, mine) == null ? compute(key, mine, compute) : atHand;
  }

  private V compute(String key, CompletableFuture<V> mine, Function<Consumer<V>, V> compute) {
    try {
      V value = compute.apply(mine::complete);
      mine.complete(value);
      return value;
    } catch (Throwable e) {
      mine.completeExceptionally(e);
      throw Sneaky.rethrow(e);
    } finally {
      flights.remove(key, mine);
    }
  }
}
