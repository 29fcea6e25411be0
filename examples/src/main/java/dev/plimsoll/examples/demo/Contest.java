package dev.plimsoll.examples.demo;

import dev.plimsoll.examples.jvm.ChildJvm;
import java.net.URI;
import java.time.Duration;
import java.util.OptionalInt;

/** Both servers under the same load, until the leaky one ends or the time is up. */
final class Contest {

  private static final int REQUESTS = 16_000;
  private static final int REQUESTS_PER_SECOND = 400;
  private static final Duration AFTERWARDS = Duration.ofSeconds(2);

  private final ServerProcess leaky;
  private final ServerProcess guarded;
  private final LoadGenerator leakyLoad;
  private final LoadGenerator guardedLoad;
  private final Duration most;
  private final long start = System.nanoTime();

  private Contest(ServerProcess leaky, ServerProcess guarded, Duration most)
      throws UsageException, InterruptedException {
    this.leaky = leaky;
    this.guarded = guarded;
    this.most = most;
    URI leakyAddress = leaky.address();
    URI guardedAddress = guarded.address();
    this.leakyLoad = LoadGenerator.start(leakyAddress, REQUESTS, REQUESTS_PER_SECOND);
    this.guardedLoad = LoadGenerator.start(guardedAddress, REQUESTS, REQUESTS_PER_SECOND);
  }

  /**
   * Runs it, and shows it.
   *
   * @param leaky the server that is to run out of memory
   * @param guarded the server that is not
   * @param most how long the load may take
   * @param screen where it is shown
   * @return how it ended
   */
  static Ending run(ServerProcess leaky, ServerProcess guarded, Duration most, Screen screen)
      throws UsageException, InterruptedException {
    return new Contest(leaky, guarded, most).run(screen);
  }

  private Ending run(Screen screen) throws InterruptedException {
    try (leakyLoad;
        guardedLoad) {
      while (goesOn()) {
        screen.show(frame());
        leaky.awaitExit(screen.pace());
      }
      Duration elapsed = elapsed();
      OptionalInt exit = leaky.exitCode();
      if (exit.isPresent()) {
        // So that it can be seen that the guarded one goes on.
        screen.show(frame());
        guarded.awaitExit(AFTERWARDS);
      }
      screen.show(frame());
      return new Ending(elapsed, exit, leaky.latest(), guarded.latest());
    }
  }

  private boolean goesOn() {
    return leaky.exitCode().isEmpty()
        && guarded.exitCode().isEmpty()
        && !leakyLoad.done()
        && elapsed().compareTo(most) < 0;
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private Frame frame() {
    return new Frame(elapsed(), most, side(leaky, leakyLoad), side(guarded, guardedLoad));
  }

  private static Frame.Side side(ServerProcess server, LoadGenerator load) {
    return new Frame.Side(
        server.kind(), state(server.exitCode()), load.answered(), load.requests(), server.latest());
  }

  private static String state(OptionalInt exit) {
    if (exit.isEmpty()) {
      return "running";
    }
    return exit.getAsInt() == ChildJvm.EXIT_OUT_OF_MEMORY
        ? "DIED: java.lang.OutOfMemoryError"
        : "ended with exit code " + exit.getAsInt();
  }
}
