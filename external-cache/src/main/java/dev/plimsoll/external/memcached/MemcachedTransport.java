package dev.plimsoll.external.memcached;

import dev.plimsoll.external.UnavailableException;
import dev.plimsoll.external.internal.Deadline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client of one server must be able to do. Every method ends by the deadline and throws
 * {@link UnavailableException} when the server did not answer. Names are plain: at most 250 bytes,
 * no spaces or controls. Safe for use by many threads.
 */
interface MemcachedTransport extends AutoCloseable {

  /**
   * An item with its number, which changes with every write.
   *
   * @param value the bytes
   * @param cas the number
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed over, never compared.
  record Item(byte[] value, long cas) {}

  /** Answers that were asked for. */
  interface Pending {
    /** {@return whether they have begun to arrive, or are known to have failed} */
    boolean hasArrived();

    /** {@return for each name the bytes, or null when there is no item} */
    List<byte @Nullable []> await();
  }

  /** Asks for items; returns before the answers have come. */
  Pending ask(List<String> names, Deadline deadline);

  /** {@return the item with its number, or null} */
  @Nullable Item gets(String name, Deadline deadline);

  /** Sets an item in the same round in which another one is read; answers the other's bytes. */
  byte @Nullable [] setAndGet(
      String name, byte[] value, int exptime, String other, Deadline deadline);

  /** Sets an item whatever is there. */
  void set(String name, byte[] value, int exptime, Deadline deadline);

  /** Sets an item unless there is one, and tells whether it did. */
  boolean add(String name, byte[] value, int exptime, Deadline deadline);

  /** Sets an item if it still has the number, and tells whether it did. */
  boolean replace(String name, byte[] value, int exptime, long cas, Deadline deadline);

  /** Removes an item and tells whether it was there. */
  boolean delete(String name, Deadline deadline);

  @Override
  void close();
}
