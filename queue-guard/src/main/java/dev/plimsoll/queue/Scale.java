package dev.plimsoll.queue;

import dev.plimsoll.retention.internal.Padded;

/**
 * What the elements of a {@link Ring} weigh. Belongs to those who put: one who takes alone writes
 * nothing here, and how much has left is added up when it must be known. Needs both locks, or the
 * lock of those who put where a method says so.
 */
@SuppressWarnings({"unused", "UnusedVariable"}) // the padding
final class Scale extends Padded {

  private final long[] weights;
  private long added;
  private long gone;

  /** The position up to which departures have been added up. */
  private long settled;

  private long after0;
  private long after1;
  private long after2;
  private long after3;
  private long after4;
  private long after5;
  private long after6;

  /** A scale for the weights of these places. */
  Scale(long[] weights) {
    this.weights = weights;
  }

  /** What there was when departures were last added up, and what came; needs the puts' lock. */
  long most() {
    return added - gone;
  }

  /** What there is, when the sides of the ring stand so; needs the puts' lock. */
  long now(Side in, long head) {
    long behind = in.position() - settled;
    int place = (int) (behind <= in.slot ? in.slot - behind : in.slot - behind + weights.length);
    for (; settled < head; settled++) {
      gone += weights[place];
      place = place + 1 == weights.length ? 0 : place + 1;
    }
    return added - gone;
  }

  /** Puts the newest on the scale, where the oldest may have left its weight; needs puts' lock. */
  void add(Side in, long weight) {
    if (in.position() - settled == weights.length) {
      gone += weights[in.slot];
      settled++;
    }
    weights[in.slot] = weight;
    added += weight;
  }

  /** Takes one off that leaves from between others. */
  void remove(int place) {
    gone += weights[place];
    weights[place] = 0;
  }

  void move(int from, int to) {
    weights[to] = weights[from];
  }

  /** Says that the head stands here, after all that had left was added up. */
  void settleAt(long head) {
    settled = head;
  }
}
