package dev.plimsoll.examples.demo;

/**
 * A mail that waits to be sent.
 *
 * @param number grows with every mail
 * @param user whom it is about
 * @param text what it says, in Latin-1
 */
record Mail(long number, int user, String text) {

  private static final long AROUND_THE_TEXT = 80;

  /** {@return the bytes of heap that it occupies} */
  long bytes() {
    return AROUND_THE_TEXT + text.length();
  }
}
