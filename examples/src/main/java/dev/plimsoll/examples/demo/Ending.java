package dev.plimsoll.examples.demo;

import dev.plimsoll.examples.jvm.ChildJvm;
import java.io.PrintStream;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * How it ended.
 *
 * @param elapsed how long the load took until then
 * @param leakyExit what the leaky server's JVM exited with, if it did
 * @param leaky its last figures
 * @param guarded the guarded server's figures
 */
record Ending(Duration elapsed, OptionalInt leakyExit, Sample leaky, Sample guarded) {

  boolean leakyRanOutOfMemory() {
    return leakyExit.orElse(ExitCode.OK) == ChildJvm.EXIT_OUT_OF_MEMORY;
  }

  /** Prints what became of the leaky server. */
  void printLeaky(PrintStream out) {
    out.println();
    if (leakyRanOutOfMemory()) {
      out.printf(
          "After %d s the leaky server's JVM ran out of memory (java.lang.OutOfMemoryError, exit"
              + " code %d).%nIt held %s users and %s mails.%n",
          elapsed.toSeconds(),
          ChildJvm.EXIT_OUT_OF_MEMORY,
          Amount.count(leaky.of(Figure.USERS_HELD)),
          Amount.count(leaky.of(Figure.MAILS_WAITING)));
    } else if (leakyExit.isPresent()) {
      out.printf(
          "The leaky server's JVM ended with exit code %d, not of memory.%n", leakyExit.getAsInt());
    } else {
      out.printf(
          "After %d s the leaky server still runs, with %s of %s MB in use: this machine is too slow"
              + " for the load. Give it more time with --seconds.%n",
          elapsed.toSeconds(),
          Amount.megabytes(leaky.of(Figure.REAL_USED)),
          Amount.megabytes(leaky.of(Figure.REAL_MAX)));
    }
  }
}
