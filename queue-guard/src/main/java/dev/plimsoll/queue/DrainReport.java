package dev.plimsoll.queue;

import java.util.List;

/**
 * The fate of every element that a closed queue was ever offered: {@code offered == taken +
 * rejected + expired + dropped + removed + left.size() + stranded}.
 *
 * @param end the counters at the end of the drain, with those left still counted as waiting
 * @param left the elements that no consumer took in time, oldest first; they are the caller's now
 * @param stranded how many are left in the spill file because it could not be read; it is not
 *     deleted then, and the next queue on it finds them
 * @param <E> the type of the elements
 */
public record DrainReport<E>(QueueSnapshot end, List<E> left, long stranded) {

  public DrainReport {
    left = List.copyOf(left);
  }

  /** {@return whether nothing was left} */
  public boolean drained() {
    return left.isEmpty() && stranded == 0;
  }

  /** {@return all elements that consumers took, before the close and during it} */
  public long taken() {
    return end.taken();
  }
}
