package dev.plimsoll.cache;

import dev.plimsoll.retention.BatchedRetention;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.RetentionJournal;
import dev.plimsoll.retention.RetentionListener;
import org.jspecify.annotations.Nullable;

/**
 * What a store writes about its entries under its monitor, for a listener that takes it later; or
 * nothing, where the listener is called outside it, or nobody listens.
 */
final class EntryJournal {

  static final EntryJournal NONE = new EntryJournal(null);

  private final @Nullable RetentionJournal journal;

  private EntryJournal(@Nullable RetentionJournal journal) {
    this.journal = journal;
  }

  static EntryJournal of(RetentionListener listener, Owner owner) {
    return listener instanceof BatchedRetention batched
        ? new EntryJournal(batched.journal(owner))
        : NONE;
  }

  boolean isKept() {
    return journal != null;
  }

  /** An entry comes, and gets its id. Under the monitor. */
  void came(Node<?, ?> node) {
    if (journal != null && node instanceof TrackedNode<?, ?> tracked) {
      tracked.adopt(journal.retained(tracked.bytes), tracked.bytes);
    }
  }

  /** An entry comes, and another is evicted for it. Under the monitor. */
  void cameFor(Node<?, ?> victim, Node<?, ?> node) {
    if (journal != null
        && node instanceof TrackedNode<?, ?> tracked
        && victim instanceof TrackedNode<?, ?> evicted) {
      long id = journal.exchanged(tracked.bytes, evicted.id(), evicted.bytes);
      tracked.adopt(id, tracked.bytes);
    }
  }

  /** An entry's value leaves. Under the monitor. */
  void left(Node<?, ?> node, RemovalCause cause) {
    if (journal != null && node instanceof TrackedNode<?, ?> tracked) {
      journal.released(tracked.id(), tracked.bytes, cause.releaseCause());
    }
  }

  /** Lets the listener have what is due, after each operation. With no lock held. */
  void settle() {
    if (journal != null) {
      journal.settle();
    }
  }
}
