package dev.plimsoll.examples.demo;

import dev.plimsoll.examples.jvm.ChildJvm;
import dev.plimsoll.examples.print.Amount;
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

  /** Prints which owner promoted what, in both simulated heaps. */
  void printOwners(PrintStream out) {
    out.println();
    out.println("Who promoted what, in the simulated heap behind the leaky server:");
    OwnerTable.lines(leaky.owners()).forEach(out::println);
    out.println("and behind the guarded one:");
    OwnerTable.lines(guarded.owners()).forEach(out::println);
    out.println("(live: held, or dead and not collected yet)");
    out.println();
    out.println(ofPromotedUsers("leaky", leaky) + ": they are held for ever.");
    out.println(ofPromotedUsers("guarded", guarded) + ": the limit let them go.");
  }

  private static String ofPromotedUsers(String server, Sample sample) {
    OwnerRow users = sample.owner("users");
    return "Of %s MB of users that the %s server promoted, %s MB have died"
        .formatted(Amount.megabytes(users.promoted()), server, Amount.megabytes(users.diedOld()));
  }
}
