package dev.plimsoll.retention;

import java.lang.ref.WeakReference;

/**
 * The reading end of a {@link RetentionJournal}. Knows the journal, and so its container, weakly.
 * Used under the lock of the delivery.
 */
final class JournalReader {

  /** After so many words the writer gets their room back. */
  private static final int WORDS_AT_A_TIME = 512;

  private final Owner owner;
  private final WeakReference<RetentionJournal> journal;
  private JournalPage page;
  private long at;
  private long lastId;
  private long nextToLeave = 1;

  JournalReader(Owner owner, RetentionJournal journal, JournalPage first) {
    this.owner = owner;
    this.journal = new WeakReference<>(journal);
    this.page = first;
  }

  /** Whether nobody can write any more. */
  boolean isAbandoned() {
    return journal.refersTo(null);
  }

  void closed() {
    RetentionJournal writer = journal.get();
    if (writer != null) {
      writer.closed();
    }
  }

  boolean isEmpty() {
    return page.next() == null && page.shown() == page.head();
  }

  /** Delivers what was written before the call; answers how many words it were. */
  long deliver(RetentionListener listener) {
    RetentionJournal writer = journal.get();
    if (writer != null) {
      writer.beingDelivered();
    }
    long words = 0;
    while (true) {
      JournalPage next = page.next();
      words += deliver(page, page.shown(), listener);
      if (next == null) {
        return words;
      }
      page = next;
    }
  }

  private long deliver(JournalPage from, long upTo, RetentionListener listener) {
    long start = from.head();
    at = start;
    while (at < upTo) {
      long end = Math.min(upTo, at + WORDS_AT_A_TIME);
      try {
        while (at < end) {
          deliverNext(from, listener);
        }
      } finally {
        from.readUpTo(at);
      }
    }
    return at - start;
  }

  /** Before the listener is called, all is as if it had returned: it may throw an error. */
  private void deliverNext(JournalPage from, RetentionListener listener) {
    long word = from.word(at++);
    boolean retains = (word & JournalWord.KIND) == JournalWord.RETAINED;
    long id = retains ? ++lastId : nextToLeave;
    if ((word & JournalWord.ID_FOLLOWS) != 0) {
      id = from.word(at++);
    }
    long bytes = JournalWord.bytes(word);
    if ((word & JournalWord.BYTES_FOLLOW) != 0) {
      bytes = from.word(at++);
    }
    if (retains) {
      listener.retained(owner, id, bytes);
    } else {
      nextToLeave = id + 1;
      listener.released(owner, id, bytes, JournalWord.cause(word));
    }
  }
}
