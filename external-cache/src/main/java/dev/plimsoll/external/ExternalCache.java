package dev.plimsoll.external;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A cache outside the process. No method throws because a server is away: lookups answer {@link
 * Lookup.Unavailable}, writes {@link Outcome#UNAVAILABLE}, and {@link #get(String, Function, Ttl)}
 * loads. The remote part of every call ends by the deadline given to the builder.
 *
 * <p>Implementations are safe for use by many threads. After {@link #close()} every method but
 * {@link #stats()} throws {@link IllegalStateException}.
 *
 * @param <V> the type of the values
 */
public interface ExternalCache<V> extends AutoCloseable {

  /**
   * Looks a key up.
   *
   * @param key the key
   * @return hit, miss or unavailable
   */
  Lookup<V> get(String key);

  /**
   * Looks several keys up at once. A node that is away costs only its own keys.
   *
   * @param keys the keys
   * @return an answer for each distinct key, in the order given
   */
  Map<String, Lookup<V>> getAll(Collection<String> keys);

  /**
   * Answers the value, and loads it when there is none or no server answers. Callers in this
   * process that miss one key at the same time share one load; with a lease (see the builder) so do
   * callers in other processes.
   *
   * @param key the key
   * @param loader computes the value; must not return null. What it throws is thrown here, to every
   *     caller that shared the load
   * @param ttl how long a loaded value lives
   * @return the value
   * @throws IllegalStateException when a loader asks, in its own thread, for the key that it loads
   */
  V get(String key, Function<? super String, ? extends V> loader, Ttl ttl);

  /**
   * Stores a value.
   *
   * @param key the key
   * @param value the value
   * @param ttl how long it lives
   * @return {@link Outcome#APPLIED} or {@link Outcome#UNAVAILABLE}
   * @throws ValueTooLargeException when it is over the limit
   */
  Outcome put(String key, V value, Ttl ttl);

  /**
   * Stores a value unless the key has one.
   *
   * @param key the key
   * @param value the value
   * @param ttl how long it lives
   * @return {@link Outcome#DECLINED} when the key has a value
   * @throws ValueTooLargeException when it is over the limit
   */
  Outcome putIfAbsent(String key, V value, Ttl ttl);

  /**
   * Replaces the value that a hit saw, unless somebody wrote since.
   *
   * @param key the key
   * @param version the hit's {@link Lookup.Hit#version()}
   * @param value the new value
   * @param ttl how long it lives
   * @return {@link Outcome#DECLINED} when the key has another version, or no value
   * @throws ValueTooLargeException when it is over the limit
   */
  Outcome compareAndSet(String key, long version, V value, Ttl ttl);

  /**
   * Removes a key.
   *
   * @param key the key
   * @return {@link Outcome#DECLINED} when there was none
   */
  Outcome invalidate(String key);

  /**
   * Makes every entry of the namespace a miss, for every process, by drawing a new generation; the
   * old entries end by their own time to live. Its cost does not grow with the number of entries.
   *
   * @return {@link Outcome#UNAVAILABLE} when some node was not reached: entries there remain, so
   *     call again
   */
  Outcome invalidateNamespace();

  /**
   * Gives an entry a new time to live, counted from now.
   *
   * @param key the key
   * @param ttl the new time to live
   * @return {@link Outcome#DECLINED} when there is no entry
   */
  Outcome touch(String key, Ttl ttl);

  /** {@return the counters} */
  ExternalCacheStats stats();

  /** {@return every node in use and whether it answers} */
  List<NodeHealth> health();

  /** Closes the connections. Entries stay on the servers. */
  @Override
  void close();
}
