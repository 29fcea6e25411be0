package dev.plimsoll.external.internal;

import dev.plimsoll.external.NodeHealth;
import dev.plimsoll.external.UnavailableException;
import java.util.Collection;
import java.util.List;

/**
 * What a server must be able to do to carry a cache: envelopes by key, under one namespace with a
 * generation. Every method ends by the deadline, and throws {@link UnavailableException} when no
 * server answered. Safe for use by many threads.
 */
public interface Store extends AutoCloseable {

  /** {@return whether the server counts times to live in milliseconds, not whole seconds} */
  boolean countsMillis();

  /**
   * Reads one key.
   *
   * @param key the key
   * @param withRemaining whether the server's time to live is wanted too
   * @param deadline when to be back
   */
  Fetched fetch(String key, boolean withRemaining, Deadline deadline);

  /**
   * Reads several keys.
   *
   * @param keys distinct keys
   * @param answers receives an answer for each key
   * @param deadline when to be back
   */
  void fetchAll(Collection<String> keys, Answers answers, Deadline deadline);

  /**
   * Writes one key.
   *
   * @param key the key
   * @param draft the value
   * @param ttlMillis how long the server keeps it; 0 for ever
   * @param condition when to write
   * @param deadline when to be back
   * @return whether the condition held
   */
  boolean put(String key, Draft draft, long ttlMillis, Condition condition, Deadline deadline);

  /** Removes one key and tells whether it was there. */
  boolean remove(String key, Deadline deadline);

  /**
   * Sets the server's time to live and the envelope's expiry, both or neither.
   *
   * @param key the key
   * @param ttlMillis from now; 0 for ever
   * @param expires milliseconds since 1970; 0 for never
   * @param deadline when to be back
   * @return whether there was an entry
   */
  boolean touch(String key, long ttlMillis, long expires, Deadline deadline);

  /** Draws a new generation on every node. */
  void renewGeneration(Deadline deadline);

  /** Takes the key's lease unless somebody holds it. */
  boolean lease(String key, long token, long millis, Deadline deadline);

  /** Gives the key's lease back if it is still held by this token. */
  void release(String key, long token, Deadline deadline);

  /** {@return a word from the server when somebody writes, if it can give one} */
  default Invalidations invalidations() {
    return Invalidations.silent();
  }

  /** {@return every node in use} */
  List<NodeHealth> health();

  @Override
  void close();

  /** Receives what {@link #fetchAll} finds. */
  interface Answers {
    /** The server answered for this key. */
    void found(String key, Fetched fetched);

    /** Nobody answered for this key. */
    void unavailable(String key, UnavailableException cause);
  }
}
