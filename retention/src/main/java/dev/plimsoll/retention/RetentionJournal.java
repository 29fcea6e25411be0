package dev.plimsoll.retention;

/**
 * What one container with a lock of its own writes for a {@link BatchedRetention}. Written under
 * that lock, it needs no atomic operation, no look-up of the thread and no generator of ids: it
 * numbers what is retained, and takes one word for what leaves in the order in which it came.
 *
 * <p>Nothing of the listener's runs under the container's lock. The container calls {@link
 * #retained} and {@link #released} with its lock held and {@link #settle} after each operation,
 * with no lock held: there a thread that finds the journal crowded waits and delivers. What one
 * operation writes under the lock is never refused; the journal grows by it until it is delivered.
 *
 * <p>The container keeps the journal in a field; the batching listener does not keep the container.
 * What is in the journal of a container that was collected is delivered all the same.
 */
public final class RetentionJournal {

  private static final int FIRST_WORDS = 64;

  private final BatchedRetention batched;
  private final Delivery delivery;
  private final JournalReader reader;
  private final int mostWords;
  private final int patience;

  private volatile JournalPage page;
  // How many words may wait for somebody else to deliver them.
  private volatile int mayWait;
  // Both under the container's lock.
  private long lastId;
  private long nextToLeave = 1;

  RetentionJournal(BatchedRetention batched, Delivery delivery, Owner owner, int mostWords) {
    this.batched = batched;
    this.delivery = delivery;
    this.mostWords = mostWords;
    this.patience = mostWords / 2;
    this.page = new JournalPage(Math.min(FIRST_WORDS, mostWords));
    this.reader = new JournalReader(owner, this, page);
    this.mayWait = patience;
  }

  /** {@return the listener to which the journal belongs} */
  public BatchedRetention listener() {
    return batched;
  }

  /**
   * The container began to hold an object. With the container's lock held.
   *
   * @param bytes the object's size, or {@link RetentionListener#UNKNOWN_BYTES}
   * @return the object's id, one more than the last
   */
  public long retained(long bytes) {
    JournalPage at = pageWithRoom();
    if (JournalWord.holds(bytes)) {
      at.write(0, JournalWord.of(bytes, JournalWord.RETAINED));
      at.show(1);
    } else {
      at.write(0, JournalWord.RETAINED | JournalWord.BYTES_FOLLOW);
      at.write(1, bytes);
      at.show(2);
    }
    return ++lastId;
  }

  /**
   * The container let go of an object. With the container's lock held.
   *
   * @param id the answer of {@link #retained}
   * @param bytes the bytes given when it was retained
   * @param cause why
   */
  public void released(long id, long bytes, ReleaseCause cause) {
    JournalPage at = pageWithRoom();
    if (id == nextToLeave && JournalWord.holds(bytes)) {
      at.write(0, JournalWord.of(bytes, JournalWord.kind(cause)));
      at.show(1);
    } else {
      int flags = JournalWord.ID_FOLLOWS | JournalWord.BYTES_FOLLOW;
      at.write(0, JournalWord.kind(cause) | flags);
      at.write(1, id);
      at.write(2, bytes);
      at.show(JournalPage.MOST_WORDS_AN_EVENT);
    }
    nextToLeave = id + 1;
  }

  /**
   * Delivers if too much has been written, or if the listener was closed. With no lock held, after
   * each operation that wrote.
   */
  public void settle() {
    if (page.unread() > mayWait) {
      deliver();
    }
  }

  private void deliver() {
    page.lookForHead();
    if (page.unread() > mayWait) {
      delivery.deliver(reader);
      page.lookForHead();
    }
  }

  JournalReader reader() {
    return reader;
  }

  /** From now on nothing waits. */
  void closed() {
    mayWait = 0;
  }

  /** What waits is about to be delivered. */
  void beingDelivered() {
    if (mayWait != patience) {
      mayWait = patience;
      // Whoever closes looks after this one, or this one after whoever closes.
      if (delivery.isClosed()) {
        mayWait = 0;
      }
    }
  }

  private JournalPage pageWithRoom() {
    JournalPage at = page;
    return at.hasRoom() ? at : turned(at);
  }

  private JournalPage turned(JournalPage full) {
    JournalPage fresh = new JournalPage(Math.min(2 * full.capacity(), mostWords));
    full.continueOn(fresh);
    page = fresh;
    if (full.capacity() == mostWords) {
      mayWait = 0;
    }
    return fresh;
  }
}
