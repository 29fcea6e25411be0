package dev.plimsoll.examples.demo;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionListener;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells a listener what the JDK's containers hold, which cannot tell it themselves. Safe for use by
 * many threads.
 */
final class HandTold {

  private final RetentionListener listener;
  private final Owner users = Owner.named("users");
  private final Owner mails = Owner.named("mails");
  private final AtomicLong usersKept = new AtomicLong();

  HandTold(RetentionListener listener) {
    this.listener = listener;
  }

  void kept(User user) {
    listener.retained(users, usersKept.incrementAndGet(), user.bytes());
  }

  void queued(Mail mail) {
    listener.retained(mails, mail.number(), mail.bytes());
  }

  void left(Mail mail, ReleaseCause cause) {
    listener.released(mails, mail.number(), mail.bytes(), cause);
  }
}
