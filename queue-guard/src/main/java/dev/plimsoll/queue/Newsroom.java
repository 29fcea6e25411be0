package dev.plimsoll.queue;

import dev.plimsoll.retention.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings news to listeners in two steps: {@link Desk#post} is safe under any lock and runs no
 * foreign code, {@link #deliver} hands what was posted to the executor and must be called with no
 * lock held. Without a listener both are one read.
 */
final class Newsroom {

  private static final int MAILBOX_CAPACITY = 1024;

  private final Executor executor;
  private final LongAdder lost = new LongAdder();
  private final List<Desk<?>> desks = new CopyOnWriteArrayList<>();
  private volatile boolean due;

  private Newsroom(Executor executor) {
    this.executor = executor;
  }

  /** A newsroom on the executor given, or on threads that are named after a queue. */
  static Newsroom of(String name, @Nullable Executor executor) {
    return new Newsroom(executor == null ? DaemonThreads.forListeners(name) : executor);
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
      return add(new Mailbox<>(listener, executor, MAILBOX_CAPACITY, lost::increment));
    }

    /**
     * For our own listeners, which are quick and must miss nothing: they run on whichever thread
     * delivers.
     */
    void attach(Consumer<? super T> listener) {
      add(new Mailbox<>(listener, Runnable::run, Integer.MAX_VALUE, lost::increment));
    }

    private Subscription add(Mailbox<T> mailbox) {
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
