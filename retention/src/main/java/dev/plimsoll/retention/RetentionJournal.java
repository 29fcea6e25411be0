package dev.plimsoll.retention;

/**
 * What one container with a lock of its own writes for a {@link BatchedRetention}. Written under
 * that lock, it needs no atomic operation, no look-up of the thread and no generator of ids: it
 * numbers what is retained, and takes one word for what leaves in the order in which it came.
 *
 * <p>Nothing of the listener's runs under the container's lock. The container calls {@link
 * #retained}, {@link #released} and {@link #exchanged} with its lock held, and {@link #settle}
 * after each operation, with no lock held: there a thread that finds too much waiting delivers it,
 * or waits for whoever does. What one operation writes under the lock is never refused.
 *
 * <p>The container keeps the journal in a field; the batching listener does not keep the container.
 * What is in the journal of a container that was collected is delivered all the same.
 */
public final class RetentionJournal {

  private final BatchedRetention batched;
  private final Delivery delivery;
  private final WordQueue words = new WordQueue();
  private final JournalReader reader;

  // How many words may wait for somebody else to deliver them.
  private volatile int mayWait;
  // Both under the container's lock.
  private long lastId;
  private long nextToLeave = 1;

  RetentionJournal(BatchedRetention batched, Delivery delivery, Owner owner, int mayWait) {
    this.batched = batched;
    this.delivery = delivery;
    this.reader = new JournalReader(owner, this, words);
    this.mayWait = mayWait;
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
    if (JournalWord.holds(bytes)) {
      words.write(JournalWord.of(bytes, JournalWord.RETAINED));
      words.show(1);
    } else {
      words.write(JournalWord.RETAINED | JournalWord.LONG_FORM);
      words.write(bytes);
      words.show(2);
    }
    return ++lastId;
  }

  /**
   * The container let go of an object. With the container's lock held.
   *
   * @param id the number given when it was retained
   * @param bytes the bytes given when it was retained
   * @param cause why
   */
  public void released(long id, long bytes, ReleaseCause cause) {
    if (id == nextToLeave && JournalWord.holds(bytes)) {
      words.write(JournalWord.of(bytes, JournalWord.kind(cause)));
      words.show(1);
    } else {
      words.write(JournalWord.kind(cause) | JournalWord.LONG_FORM);
      words.write(id);
      words.write(bytes);
      words.show(3);
    }
    nextToLeave = id + 1;
  }

  /**
   * One object came and another was {@linkplain ReleaseCause#EVICTED evicted} for it: {@link
   * #retained}, then {@link #released}, in one step. With the container's lock held.
   *
   * @param bytes the size of what came
   * @param evictedId the number of what left
   * @param evictedBytes the size of what left, as given when it was retained
   * @return the id of what came
   */
  public long exchanged(long bytes, long evictedId, long evictedBytes) {
    if (evictedId == nextToLeave && JournalWord.holdsBoth(bytes, evictedBytes)) {
      nextToLeave = evictedId + 1;
      words.write(JournalWord.ofBoth(bytes, evictedBytes));
      words.show(1);
      return ++lastId;
    }
    long id = retained(bytes);
    released(evictedId, evictedBytes, ReleaseCause.EVICTED);
    return id;
  }

  /**
   * Delivers if too much waits, or if the listener was closed. With no lock held, after each
   * operation that wrote.
   */
  public void settle() {
    if (words.unread() > mayWait) {
      deliver();
    }
  }

  private void deliver() {
    words.lookForReader();
    if (words.unread() > mayWait) {
      delivery.deliver(reader);
      words.lookForReader();
    }
  }

  JournalReader reader() {
    return reader;
  }

  /** From now on nothing waits. */
  void closed() {
    mayWait = 0;
  }
}
