package dev.plimsoll.watch;

import dev.plimsoll.watch.HeapHistogram.Scope;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Asks a JVM without its management beans for all that needs them, prints what it is answered, and
 * leaks under the watch all the same. Argument: a directory.
 */
final class BeanlessProgram {

  private BeanlessProgram() {}

  private interface Request {
    Object answer() throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    answer("histogram", () -> HeapHistogram.take(Scope.LIVE));
    answer("signal", () -> HeapDump.onSignal("USR2", directory));
    answer(
        "dump",
        () -> {
          HeapDump.write(directory.resolve("own.hprof"), Duration.ZERO);
          return "written";
        });
    WatchedProgram.main(new String[] {"leaking"});
  }

  private static void answer(String what, Request request) {
    try {
      System.out.println(what + ": " + request.answer());
    } catch (Exception e) {
      System.out.println(what + ": " + e);
    }
  }
}
