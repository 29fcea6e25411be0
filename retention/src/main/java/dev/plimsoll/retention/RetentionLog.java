package dev.plimsoll.retention;

/** Where this package logs the failures of other people's code. */
final class RetentionLog {

  static final System.Logger LOGGER = System.getLogger("dev.plimsoll.retention");

  private RetentionLog() {}
}
