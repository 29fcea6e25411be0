package dev.plimsoll.retention;

import java.lang.ref.WeakReference;

/**
 * The reading end of a {@link RetentionJournal}. Knows the journal, and so its container, weakly.
 * Used under the lock of the delivery.
 */
final class JournalReader {

  /** After so many words the writer is told. */
  private static final int WORDS_AT_A_TIME = 512;

  private final Owner owner;
  private final WeakReference<RetentionJournal> journal;
  private final WordQueue words;
  private long read;
  private long lastId;
  private long nextToLeave = 1;

  JournalReader(Owner owner, RetentionJournal journal, WordQueue words) {
    this.owner = owner;
    this.journal = new WeakReference<>(journal);
    this.words = words;
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
    return words.shown() == words.read();
  }

  /** Delivers what was written before the call; answers how many words it were. */
  long deliver(RetentionListener listener) {
    long start = words.read();
    long upTo = words.shown();
    read = start;
    while (read < upTo) {
      long end = Math.min(upTo, read + WORDS_AT_A_TIME);
      try {
        while (read < end) {
          deliverNext(listener);
        }
      } finally {
        words.tellRead(read);
      }
    }
    return upTo - start;
  }

  /** Before the listener is called, all is as if it had returned: it may throw an error. */
  private void deliverNext(RetentionListener listener) {
    long word = next();
    switch ((int) word & JournalWord.KIND) {
      case JournalWord.EXCHANGED -> {
        long id = ++lastId;
        long evicted = nextToLeave++;
        listener.retained(owner, id, JournalWord.retainedOfBoth(word));
        listener.released(owner, evicted, JournalWord.evictedOfBoth(word), ReleaseCause.EVICTED);
      }
      case JournalWord.RETAINED -> {
        boolean inShort = (word & JournalWord.LONG_FORM) == 0;
        long bytes = inShort ? JournalWord.bytes(word) : next();
        listener.retained(owner, ++lastId, bytes);
      }
      default -> {
        boolean inShort = (word & JournalWord.LONG_FORM) == 0;
        long id = inShort ? nextToLeave : next();
        long bytes = inShort ? JournalWord.bytes(word) : next();
        nextToLeave = id + 1;
        listener.released(owner, id, bytes, JournalWord.cause(word));
      }
    }
  }

  private long next() {
    read++;
    return words.next();
  }
}
