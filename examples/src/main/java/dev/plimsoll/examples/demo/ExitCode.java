package dev.plimsoll.examples.demo;

/** What the demo and its servers exit with. */
final class ExitCode {

  /** It showed what it should. */
  static final int OK = 0;

  /** It ran, and showed something else. */
  static final int FAILED = 1;

  /** It was asked for something that cannot be done. */
  static final int USAGE = 2;

  private ExitCode() {}
}
