package dev.plimsoll.examples.demo;

/**
 * Who is asked for: three requests of four want a user nobody asked for before, the fourth one that
 * was asked for a moment ago. A cache of any size answers the fourth; only one without a bound
 * keeps the other three.
 */
final class Traffic {

  private static final int PERIOD = 4;
  private static final int A_MOMENT_AGO = 50;

  private Traffic() {}

  /** {@return the user wanted by a request; the first request is number 0} */
  static int userOf(int request) {
    int asked = request - request / PERIOD;
    boolean again = request % PERIOD == PERIOD - 1;
    return again ? Math.max(1, asked - A_MOMENT_AGO) : asked + 1;
  }
}
