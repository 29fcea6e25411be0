package dev.plimsoll.queue;

import dev.plimsoll.retention.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Brings news to listeners in two steps: {@link Desk#post} is safe under any lock and runs no
 * foreign code, {@link #deliver} hands what was posted to the executor and must be called with no
 * lock held. Without a listener both are one read.
 */
final class Newsroom {

  private final Executor executor;
  private final LongAdder lost = new LongAdder();
  private final List<Desk<?>> desks = new CopyOnWriteArrayList<>();
  private volatile boolean due;

  Newsroom(Executor executor) {
    this.executor = executor;
  }

  <T> Desk<T> newDesk() {
    Desk<T> desk = new Desk<>();
    desks.add(desk);
    return desk;
  }

  void deliver() {
    if (due) {
      due = false;
      desks.forEach(Desk::deliver);
    }
  }

  /** News that a listener should have had and did not, or failed on. */
  long lost() {
    return lost.sum();
  }

  /** News of one type, and who wants them. */
  final class Desk<T> {
    private final List<Mailbox<T>> mailboxes = new CopyOnWriteArrayList<>();

    boolean hasListeners() {
      return !mailboxes.isEmpty();
    }

    void post(T news) {
      for (Mailbox<T> mailbox : mailboxes) {
        mailbox.post(news);
        due = true;
      }
    }

    Subscription subscribe(Consumer<? super T> listener) {
      Mailbox<T> mailbox = new Mailbox<>(listener, executor, lost::increment);
      mailboxes.add(mailbox);
      return () -> {
        mailboxes.remove(mailbox);
        mailbox.close();
      };
    }

    private void deliver() {
      mailboxes.forEach(Mailbox::deliver);
    }
  }
}
