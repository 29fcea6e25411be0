package dev.plimsoll.cache;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Makes a structural change one step for readers that take no lock: one entry leaves, one arrives
 * and the count changes at the very moment of {@link #commit}.
 *
 * <p>A node that takes part has no value of its own meanwhile; its value stands here, and whether a
 * reader sees it depends on the phase. The phase is also the version of a sequence lock over the
 * other fields: writers hold the store's monitor, readers look again if it moved.
 */
final class Transition<K, V> {

  private static final VarHandle PHASE;

  static {
    try {
      PHASE = MethodHandles.lookup().findVarHandle(Transition.class, "phase", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final int STAGES = 3;
  private static final int PREPARED = 1;
  private static final int COMMITTED = 2;

  /** Grows; modulo {@value #STAGES} it tells the stage, 0 being idle. */
  private volatile long phase;

  private int count;
  private int nextCount;
  private @Nullable Node<K, V> leaving;
  private @Nullable V leavingValue;
  private @Nullable Node<K, V> arriving;
  private @Nullable V arrivingValue;

  /** The count under the monitor, between transitions. */
  int count() {
    return count;
  }

  /** The count for everybody. */
  int visibleCount() {
    while (true) {
      long seen = phase;
      int answer = seen % STAGES == COMMITTED ? nextCount : count;
      if (isStill(seen)) {
        return answer;
      }
    }
  }

  /** The value that a node has for readers; null if it is gone or not there yet. */
  @Nullable V valueOf(Node<K, V> node) {
    while (true) {
      V own = node.value;
      if (own != null) {
        return own;
      }
      long seen = phase;
      V answer = null;
      if (seen % STAGES == PREPARED && node == leaving) {
        answer = leavingValue;
      } else if (seen % STAGES == COMMITTED && node == arriving) {
        answer = arrivingValue;
      }
      if (isStill(seen)) {
        return answer == null ? node.value : answer;
      }
    }
  }

  /** The node that has arrived but is not shown as the youngest yet, if there is one. */
  @Nullable Node<K, V> justArrived() {
    while (true) {
      long seen = phase;
      Node<K, V> answer = seen % STAGES == COMMITTED ? arriving : null;
      if (isStill(seen)) {
        return answer;
      }
    }
  }

  private boolean isStill(long seen) {
    // Keeps the reads of the fields above the second read of the phase.
    VarHandle.acquireFence();
    return phase == seen;
  }

  /** Begins with a node that arrives; {@link #leaves} may add one that leaves. */
  void begin(Node<K, V> arriving, V value) {
    this.arriving = arriving;
    this.arrivingValue = value;
    advance();
  }

  /**
   * Takes the value of the node that leaves, unless it is no longer {@code value}.
   *
   * @return whether it was taken
   */
  boolean leaves(Node<K, V> node, V value) {
    this.leaving = node;
    this.leavingValue = value;
    if (phase % STAGES == 0) {
      advance();
    }
    return node.takeValue(value);
  }

  /** From here on everybody sees the new state. */
  void commit() {
    nextCount = count + (arriving == null ? 0 : 1) - (leaving == null ? 0 : 1);
    advance();
    count = nextCount;
  }

  /** The nodes have, or have lost, values of their own. */
  void end() {
    advance();
    forget();
  }

  /** Nothing happened. */
  void abort() {
    moveTo(phase + STAGES - 1);
    forget();
  }

  private void advance() {
    moveTo(phase + 1);
  }

  private void moveTo(long next) {
    PHASE.setRelease(this, next);
    // What is written next must not be seen by a reader that still reads the old phase.
    VarHandle.storeStoreFence();
  }

  private void forget() {
    leaving = null;
    leavingValue = null;
    arriving = null;
    arrivingValue = null;
  }
}
