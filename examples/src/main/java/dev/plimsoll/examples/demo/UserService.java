package dev.plimsoll.examples.demo;

import com.sun.management.ThreadMXBean;
import dev.plimsoll.queue.GuardedQueue;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionListener;
import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the server does: finds users, from its cache or from the database, and queues a mail for
 * each look. Tells the heap what a request allocated and nobody keeps. Safe for use by many
 * threads.
 */
final class UserService implements AutoCloseable {

  private static final int MAIL_CHARACTERS = 2_000;

  private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
  private final Database database = new Database();
  private final Owner requests = Owner.named("requests");
  private final Containers containers;
  private final RetentionListener heap;
  private final HandTold handTold;
  private final MailService mailService;
  private final AlarmBell bell = new AlarmBell();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong hits = new AtomicLong();
  private final AtomicLong mailsWritten = new AtomicLong();
  private final AtomicLong mailsRefused = new AtomicLong();

  UserService(ServerKind kind, RetentionListener heap) {
    this.containers = kind.open(heap);
    this.heap = heap;
    this.handTold = new HandTold(kind.toldByHand(heap));
    this.mailService =
        MailService.start(containers.mails(), mail -> handTold.left(mail, ReleaseCause.DRAINED));
    if (containers.mails() instanceof GuardedQueue<Mail> guarded) {
      guarded.onAlarm(bell::hear);
    }
  }

  /**
   * An answer.
   *
   * @param user who was asked for
   * @param cached whether the cache knew the user
   * @param mailQueued whether the mail found room in the queue
   */
  record Reply(User user, boolean cached, boolean mailQueued) {}

  Reply find(int id) {
    long before = threads.getCurrentThreadAllocatedBytes();
    User known = containers.users().get(id);
    User user = known == null ? load(id) : known;
    Mail mail = mailAbout(user);
    boolean queued = enqueue(mail);
    long kept = (known == null ? user.bytes() : 0) + (queued ? mail.bytes() : 0);
    heap.allocated(requests, Math.max(0, threads.getCurrentThreadAllocatedBytes() - before - kept));
    answered.incrementAndGet();
    if (known != null) {
      hits.incrementAndGet();
    }
    return new Reply(user, known != null, queued);
  }

  /** {@return what the alarms of the queue say, if it can raise any} */
  List<String> alarms() {
    return bell.texts();
  }

  Map<Figure, Long> figures() {
    EnumMap<Figure, Long> figures = new EnumMap<>(Figure.class);
    figures.put(Figure.ANSWERED, answered.get());
    figures.put(Figure.CACHE_HITS, hits.get());
    figures.put(Figure.USERS_HELD, (long) containers.users().size());
    figures.put(Figure.MAILS_WAITING, (long) containers.mails().size());
    figures.put(Figure.MAILS_SENT, mailService.sent());
    figures.put(Figure.MAILS_REFUSED, mailsRefused.get());
    figures.put(Figure.QUEUE_ALARM, bell.texts().isEmpty() ? 0L : 1L);
    return figures;
  }

  @Override
  public void close() {
    mailService.close();
  }

  private User load(int id) {
    User user = database.load(id);
    containers.users().put(id, user);
    handTold.kept(user);
    return user;
  }

  private Mail mailAbout(User user) {
    return new Mail(
        mailsWritten.incrementAndGet(),
        user.id(),
        "Dear "
            + user.name()
            + ", somebody looked at your orders:\n"
            + user.profile().substring(0, MAIL_CHARACTERS));
  }

  private boolean enqueue(Mail mail) {
    // Told first: once the mail is in the queue, the sender may take it at any moment.
    handTold.queued(mail);
    boolean queued = containers.mails().offer(mail);
    if (!queued) {
      handTold.left(mail, ReleaseCause.REJECTED);
      mailsRefused.incrementAndGet();
    }
    return queued;
  }
}
