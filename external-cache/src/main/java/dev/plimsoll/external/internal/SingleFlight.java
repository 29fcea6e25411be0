package dev.plimsoll.external.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets one thread per key compute while the others wait for its result. */
final class SingleFlight<V> {

  private final ConcurrentHashMap<String, Flight<V>> flights = new ConcurrentHashMap<>();

  /**
   * One computation that several threads want. It begins with a look at the server, which takes up
   * to the deadline of the thread that looks; one that waits may have less left, and then computes
   * in its place.
   */
  static final class Flight<V> {

    private final CompletableFuture<V> value = new CompletableFuture<>();
    private final AtomicReference<@Nullable Thread> computing = new AtomicReference<>();

    /** {@return whether the value is this thread's to compute; if not, another thread does} */
    boolean claim() {
      Thread me = Thread.currentThread();
      return computing.compareAndSet(null, me) || computing.get() == me;
    }

    /** Hands the value to those who wait, before the thread that computed it is back itself. */
    void share(V computed) {
      value.complete(computed);
    }

    /** Waits for another thread's value; what it threw is thrown. */
    V join() {
      try {
        return value.join();
      } catch (CompletionException e) {
        throw Sneaky.rethrow(e.getCause() == null ? e : e.getCause());
      }
    }

    /** {@return whether the value came, or another thread has begun to compute it, in a time} */
    private boolean isUnderWayWithin(long nanos) {
      try {
        V unused = value.get(nanos, TimeUnit.NANOSECONDS);
        return true;
      } catch (ExecutionException e) {
        return true;
      } catch (TimeoutException e) {
        return !claim();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return !claim();
      }
    }
  }

  /**
   * Computes, or waits for the thread that does. What it threw is thrown to all.
   *
   * @param lead computes, and claims the flight before it does anything that no deadline ends
   * @param nanos how long to wait for a thread that has not claimed yet
   * @param instead computes in the place of such a thread
   */
  V fly(
      String key,
      Function<Flight<V>, V> lead,
      Runnable coalesced,
      long nanos,
      Function<Flight<V>, V> instead) {
    Flight<V> mine = new Flight<>();
    Flight<V> other = flights.putIfAbsent(key, mine);
    if (other == null) {
      return compute(key, mine, lead);
    }
    if (other.computing.get() == Thread.currentThread()) {
      throw new IllegalStateException(
          "the loader of \"" + key + "\" asks for that key itself, and would wait for ever");
    }
    coalesced.run();
    return other.isUnderWayWithin(nanos) ? other.join() : compute(key, other, instead);
  }

  /** Computes, or answers at once what is at hand when another thread does. */
  V flyOr(String key, V atHand, Function<Flight<V>, V> compute) {
    Flight<V> mine = new Flight<>();
    return flights.putIfAbsent(key, mine) == null ? compute(key, mine, compute) : atHand;
  }

  private V compute(String key, Flight<V> flight, Function<Flight<V>, V> compute) {
    try {
      V value = compute.apply(flight);
      flight.share(value);
      return value;
    } catch (Throwable e) {
      flight.value.completeExceptionally(e);
      throw Sneaky.rethrow(e);
    } finally {
      flights.remove(key, flight);
    }
  }
}
