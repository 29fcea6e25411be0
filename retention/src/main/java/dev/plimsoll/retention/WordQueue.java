package dev.plimsoll.retention;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Words in the order in which they were written, from one writer to one reader, neither of which
 * needs an atomic operation. (Lamport, "Proving the correctness of multiprocess programs", 1977.)
 *
 * <p>Never full: each page is followed by another. None is written a second time, for a line that
 * the reader's processor has seen would have to be fetched back from it, which costs more than new
 * memory. How much may wait unread is the writer's business.
 *
 * <p>The writer is whoever holds the container's lock, the reader whoever holds the lock of the
 * delivery.
 */
final class WordQueue {

  private static final int FIRST_PAGE_WORDS = 64;
  private static final int PAGE_WORDS = 1 << 10;

  private static final VarHandle WRITTEN;
  private static final VarHandle READ;
  private static final VarHandle READ_SEEN;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      WRITTEN = lookup.findVarHandle(WordQueue.class, "written", long.class);
      READ = lookup.findVarHandle(WordQueue.class, "read", long.class);
      READ_SEEN = lookup.findVarHandle(WordQueue.class, "readSeen", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final class Page {
    final long[] words;
    // Written before a word of the next page is shown.
    @Nullable Page next;

    Page(int capacity) {
      words = new long[capacity];
    }
  }

  // The writer's.
  private Page writing = new Page(FIRST_PAGE_WORDS);
  private long[] words = writing.words;
  private int place;
  private long written;

  // What was last known of the reader, so that it is seldom asked.
  @SuppressWarnings("unused") // through READ_SEEN
  private long readSeen;

  // The reader's.
  private Page reading = writing;
  private int readPlace;
  private long read;

  /** Writes a word behind those that are not shown yet. By the writer. */
  void write(long word) {
    if (place == words.length) {
      turnPage();
    }
    words[place++] = word;
  }

  private void turnPage() {
    Page fresh = new Page(Math.min(2 * words.length, PAGE_WORDS));
    writing.next = fresh;
    writing = fresh;
    words = fresh.words;
    place = 0;
  }

  /** Shows the words that were written. By the writer. */
  void show(int count) {
    WRITTEN.setRelease(this, written + count);
  }

  /** How many words are shown and, as far as is known, not read. By anybody. */
  long unread() {
    return (long) WRITTEN.getOpaque(this) - (long) READ_SEEN.getOpaque(this);
  }

  /** Asks how far the reader is. By anybody: who writes an older answer is only more careful. */
  void lookForReader() {
    READ_SEEN.setOpaque(this, (long) READ.getOpaque(this));
  }

  /** How many words were ever shown; they can be read. By the reader. */
  long shown() {
    return (long) WRITTEN.getAcquire(this);
  }

  /** How many words were ever read. By the reader. */
  long read() {
    return read;
  }

  /** The next word that was shown, and not read yet. By the reader. */
  long next() {
    if (readPlace == reading.words.length) {
      Page next = Objects.requireNonNull(reading.next);
      // A dead page that has grown old must keep no younger one alive.
      reading.next = null;
      reading = next;
      readPlace = 0;
    }
    return reading.words[readPlace++];
  }

  /** Tells the writer how far it was read. By the reader. */
  void tellRead(long upTo) {
    READ.setOpaque(this, upTo);
  }
}
