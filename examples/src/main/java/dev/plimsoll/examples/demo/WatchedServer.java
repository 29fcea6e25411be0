package dev.plimsoll.examples.demo;

import dev.plimsoll.retention.RetentionLedger;
import dev.plimsoll.watch.LeakWatch;
import dev.plimsoll.watch.LeakWatchConfig;
import dev.plimsoll.watch.WatchEvent.Leak;
import dev.plimsoll.watch.WatchEvent.Suspect;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What the demo's server does with its requests, without HTTP, under a leak watch. */
public final class WatchedServer {

  /** What it says when it has answered all. */
  public static final String DONE = "done";

  private static final int REQUESTS = 7_000;
  private static final int REQUESTS_A_TICK = 10;
  private static final Duration TICK = Duration.ofMillis(10);

  private WatchedServer() {}

  /**
   * Answers 7,000 requests, each of another user, or as many as the memory is enough for; prints
   * what the watch says, "suspect users" or "leak users", and "done" at the end.
   *
   * @param arguments leaky or guarded
   * @throws Exception if there is no such server, or this JVM is ended
   */
  public static void main(String[] arguments) throws Exception {
    RetentionLedger ledger = RetentionLedger.create();
    LeakWatchConfig config =
        LeakWatchConfig.defaults().withSampleEvery(TICK).withAlerts(alert -> {});
    try (LeakWatch watch = LeakWatch.start(ledger, config);
        UserService users = new UserService(ServerKind.of(arguments[0]), ledger)) {
      watch.onEvent(
          event -> {
            if (event instanceof Suspect suspect) {
              System.out.println("suspect " + suspect.owner());
            } else if (event instanceof Leak leak) {
              System.out.println("leak " + leak.owner());
            }
          });
      serve(users);
      System.out.println(DONE);
    }
  }

  private static void serve(UserService users) throws InterruptedException {
    for (int id = 1; id <= REQUESTS; id++) {
      users.find(id);
      if (id % REQUESTS_A_TICK == 0) {
        TimeUnit.NANOSECONDS.sleep(TICK.toNanos());
      }
    }
  }
}
