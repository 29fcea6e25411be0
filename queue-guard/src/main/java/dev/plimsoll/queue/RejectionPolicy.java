package dev.plimsoll.queue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;

/**
 * What a full queue does with one element more. Each policy says how it departs from {@link
 * java.util.concurrent.BlockingQueue}; the default, {@link #reject()}, departs in nothing.
 *
 * @param <E> the type of the elements
 */
public sealed interface RejectionPolicy<E> {

  /**
   * {@return the default: {@code offer} answers false, {@code add} throws {@link
   * QueueRejectedException}, {@code put} and the timed {@code offer} wait}
   *
   * @param <E> the type of the elements
   */
  static <E> RejectionPolicy<E> reject() {
    return new Reject<>();
  }

  /**
   * {@return a policy that waits for room, for a limited time}
   *
   * <p>Departs: {@code offer(e)} and {@code add} wait too, {@code put} throws {@link
   * QueueRejectedException} when the time is over. A timed {@code offer} keeps its own time.
   *
   * @param patience how long to wait; positive
   * @param <E> the type of the elements
   */
  static <E> RejectionPolicy<E> blockFor(Duration patience) {
    return new BlockFor<>(patience);
  }

  /**
   * {@return a policy that drops the element that has waited longest}
   *
   * <p>Departs: no insertion waits or fails, and an element that was accepted can vanish.
   *
   * @param <E> the type of the elements
   */
  static <E> RejectionPolicy<E> dropOldest() {
    return new DropOldest<>();
  }

  /**
   * {@return a policy that drops the element that arrives}
   *
   * <p>Departs: {@code add} and {@code offer} answer false, {@code put} returns at once, and the
   * element counts as dropped rather than rejected.
   *
   * @param <E> the type of the elements
   */
  static <E> RejectionPolicy<E> dropNewest() {
    return new DropNewest<>();
  }

  /**
   * {@return a policy that appends to a file, and reads back in order as room appears}
   *
   * <p>Departs: an insertion into a full queue succeeds while the file has room; {@code size},
   * iterators, {@code contains} and {@code remove(Object)} see the elements in memory alone. When
   * the file is full too, it behaves as {@link #reject()}. The file is deleted when the queue is
   * closed; one left by a run that was not closed is read first. Both functions run while the queue
   * is locked, and must not call it.
   *
   * <p>A file that cannot be read costs no element: what is in it stays counted as spilled and is
   * tried again whenever one is taken; elements that come meanwhile overtake it.
   *
   * @param file where to; its directory must exist
   * @param maxBytes the most bytes the file may occupy; positive
   * @param encode turns an element into bytes
   * @param decode turns the bytes into an element again
   * @param <E> the type of the elements
   */
  static <E> RejectionPolicy<E> spillTo(
      Path file, long maxBytes, Function<E, byte[]> encode, Function<byte[], E> decode) {
    return new SpillTo<>(file, maxBytes, encode, decode);
  }

  /**
   * See {@link #reject()}.
   *
   * @param <E> the type of the elements
   */
  record Reject<E>() implements RejectionPolicy<E> {}

  /**
   * See {@link #blockFor}.
   *
   * @param patience how long to wait
   * @param <E> the type of the elements
   */
  record BlockFor<E>(Duration patience) implements RejectionPolicy<E> {
    public BlockFor {
      Times.positive(patience, "patience");
    }
  }

  /**
   * See {@link #dropOldest()}.
   *
   * @param <E> the type of the elements
   */
  record DropOldest<E>() implements RejectionPolicy<E> {}

  /**
   * See {@link #dropNewest()}.
   *
   * @param <E> the type of the elements
   */
  record DropNewest<E>() implements RejectionPolicy<E> {}

  /**
   * See {@link #spillTo}.
   *
   * @param file where to
   * @param maxBytes the most bytes the file may occupy
   * @param encode turns an element into bytes
   * @param decode turns the bytes into an element again
   * @param <E> the type of the elements
   */
  record SpillTo<E>(
      Path file, long maxBytes, Function<E, byte[]> encode, Function<byte[], E> decode)
      implements RejectionPolicy<E> {
    public SpillTo {
      Objects.requireNonNull(file, "file");
      Objects.requireNonNull(encode, "encode");
      Objects.requireNonNull(decode, "decode");
      if (maxBytes <= 0) {
        throw new IllegalArgumentException("maxBytes must be positive: " + maxBytes);
      }
    }
  }
}
