package dev.plimsoll.retention;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A bounded ring of words: one writes, another reads, neither with an atomic operation. (Lamport,
 * "Proving the correctness of multiprocess programs", 1977.) What does not fit goes on in the page
 * that follows, after which nothing more is written here.
 *
 * <p>The one that writes is whoever holds the container's lock, the one that reads whoever holds
 * the lock of the delivery.
 */
final class JournalPage {

  /** The words of the longest event. */
  static final int MOST_WORDS_AN_EVENT = 3;

  private static final VarHandle TAIL;
  private static final VarHandle HEAD;
  private static final VarHandle HEAD_SEEN;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      TAIL = lookup.findVarHandle(JournalPage.class, "tail", long.class);
      HEAD = lookup.findVarHandle(JournalPage.class, "head", long.class);
      HEAD_SEEN = lookup.findVarHandle(JournalPage.class, "headSeen", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final long[] words;
  private long tail;
  // An earlier head, so that the writer need not look at what the reader writes.
  private long headSeen;
  private long head;
  private volatile @Nullable JournalPage next;

  /**
   * @param capacity how many words it holds; a power of two
   */
  JournalPage(int capacity) {
    words = new long[capacity];
  }

  int capacity() {
    return words.length;
  }

  /** Whether the longest event fits. By the writer. */
  boolean hasRoom() {
    int mostWritten = words.length - MOST_WORDS_AN_EVENT;
    if (tail - (long) HEAD_SEEN.getAcquire(this) <= mostWritten) {
      return true;
    }
    lookForHead();
    return tail - headSeen <= mostWritten;
  }

  /** Writes a word behind those that are written and not yet shown. By the writer. */
  void write(int ahead, long word) {
    words[(int) (tail + ahead) & (words.length - 1)] = word;
  }

  /** Shows what was written. By the writer. */
  void show(int count) {
    TAIL.setRelease(this, tail + count);
  }

  /** Ends this page. By the writer. */
  void continueOn(JournalPage page) {
    next = page;
  }

  /** The page to go on with once this one is read; to be asked before {@link #shown}. */
  @Nullable JournalPage next() {
    return next;
  }

  /** How many words are shown and, as far as was looked, not read. By anybody. */
  long unread() {
    return (long) TAIL.getOpaque(this) - (long) HEAD_SEEN.getOpaque(this);
  }

  /** Looks how far the reader is. By anybody: an older answer is only the more careful one. */
  void lookForHead() {
    HEAD_SEEN.setRelease(this, (long) HEAD.getAcquire(this));
  }

  /** Every word before it can be read. By the reader. */
  long shown() {
    return (long) TAIL.getAcquire(this);
  }

  /** Where to read on. By the reader. */
  long head() {
    return head;
  }

  long word(long at) {
    return words[(int) at & (words.length - 1)];
  }

  /** Gives the room of what was read back. By the reader. */
  void readUpTo(long at) {
    HEAD.setRelease(this, at);
  }
}
