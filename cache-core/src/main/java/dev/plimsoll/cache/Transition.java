package dev.plimsoll.cache;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Makes a structural change one step for readers that take no lock: one entry leaves, one arrives
 * and the count changes at the very moment of {@link #commit}, one store of one word.
 *
 * <p>The nodes that take part are marked by a negative hash, so that readers who meet them ask
 * here. Whether they see the entry depends on the word's phase. The word is also the version of a
 * sequence lock: writers hold the store's monitor, readers look again if it moved. No node is
 * referred to from here: stores of young references into an old object are what costs most with G1.
 */
final class Transition<K, V> extends CacheLine {

  private static final VarHandle WORD;

  static {
    try {
      WORD = MethodHandles.lookup().findVarHandle(Transition.class, "word", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final long PHASE = 1L << 32;

  /** The phase in the upper half: odd from a commit to the end of its step. The count below. */
  private volatile long word;

  private volatile @Nullable Withheld<K, V> withheld;

  // As in CacheLine, behind the word.
  long q0, q1, q2, q3, q4, q5, q6, q7;

  /** A value that was taken from its node before the commit. */
  private record Withheld<K, V>(Node<K, V> node, V value) {}

  /** The count for everybody; its complement while all entries leave at once. */
  int count() {
    return (int) word;
  }

  /** The value that a node has for readers; null if it is gone or not there yet. */
  @Nullable V valueOf(Node<K, V> node) {
    while (true) {
      long seen = word;
      V answer = valueOf(node, (seen & PHASE) != 0);
      // Both reads are volatile: what was read in between belongs to this phase.
      if (word == seen) {
        return answer;
      }
    }
  }

  private @Nullable V valueOf(Node<K, V> node, boolean committed) {
    if (node.isHidden(committed)) {
      return null;
    }
    V value = node.value;
    Withheld<K, V> apart = value == null ? withheld : null;
    return apart != null && apart.node == node ? apart.value : value;
  }

  /**
   * Takes the value of a node that leaves, unless it is no longer {@code value}. Until the commit,
   * readers find it here.
   */
  boolean withhold(Node<K, V> node, V value) {
    withheld = new Withheld<>(node, value);
    boolean taken = node.replaceValue(value, null);
    if (!taken) {
      withheld = null;
    }
    return taken;
  }

  /** From here on everybody sees the new state. */
  void commit(int newCount) {
    moveTo(newCount);
    if (withheld != null) {
      withheld = null;
    }
  }

  /** The nodes say themselves what they are. */
  void end() {
    moveTo(count());
  }

  /** Sets the count alone, outside of a step. */
  void recount(int newCount) {
    WORD.setRelease(this, word(word + 2 * PHASE, newCount));
  }

  private void moveTo(int newCount) {
    WORD.setRelease(this, word(word + PHASE, newCount));
  }

  private static long word(long phase, int count) {
    return (phase & -PHASE) | (count & (PHASE - 1));
  }
}
