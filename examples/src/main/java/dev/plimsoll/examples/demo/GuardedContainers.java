package dev.plimsoll.examples.demo;

import dev.plimsoll.cache.LimitableMap;
import dev.plimsoll.queue.GuardedQueue;
import dev.plimsoll.queue.Watermarks;
import dev.plimsoll.retention.RetentionListener;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentMap;

/** The same containers with a bound each, which tell a listener what they hold. */
final class GuardedContainers {

  static final int USERS = 1_000;
  static final int MAILS = 500;

  private GuardedContainers() {}

  static Containers open(RetentionListener listener) {
    ConcurrentMap<Integer, User> users =
        LimitableMap.<Integer, User>builder()
            .limit(USERS)
            .name("users")
            .footprint(User::bytes)
            .retention(listener)
            .build();
    BlockingQueue<Mail> mails =
        GuardedQueue.<Mail>named("mails")
            .capacity(MAILS)
            .watermarks(Watermarks.ofFraction(0.8, 0.5))
            .weigher(Mail::bytes)
            .retention(listener)
            .build();
    return new Containers(users, mails);
  }
}
