package dev.plimsoll.examples.demo;

/** What was asked for cannot be done; the message names the value and the remedy. */
final class UsageException extends Exception {

  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
