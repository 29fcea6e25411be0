package dev.plimsoll.simulator.whatif;

import java.io.PrintStream;

/**
 * Hears how far the replays of a question are. Called by the threads that replay, one at a time,
 * and must not block.
 */
@FunctionalInterface
public interface ReplayProgress {

  /**
   * A replay has ended.
   *
   * @param done how many have ended
   * @param expected how many there will be at most
   * @param outcome what the last one did
   */
  void replayed(int done, int expected, Outcome outcome);

  /**
   * {@return progress as one line that is written over, for a terminal}
   *
   * @param out where to
   */
  static ReplayProgress on(PrintStream out) {
    return (done, expected, outcome) -> {
      out.printf("\rreplayed %d of at most %d settings", done, expected);
      out.flush();
    };
  }

  /** {@return progress that nobody hears} */
  static ReplayProgress silent() {
    return (done, expected, outcome) -> {};
  }
}
