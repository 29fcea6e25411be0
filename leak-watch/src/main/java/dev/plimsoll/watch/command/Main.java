package dev.plimsoll.watch.command;

import dev.plimsoll.watch.DumpReport;
import dev.plimsoll.watch.HeapDump;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.DoubleConsumer;

/**
 * {@code java -jar leak-watch-all.jar dump.hprof} reports on a dump; {@code --pid 4711 dump.hprof}
 * has a running JVM of the same user write it first. The HTML report goes beside the dump.
 */
public final class Main {

  private static final String USAGE =
      """
      usage: java -jar leak-watch-all.jar dump.hprof
             java -jar leak-watch-all.jar --pid PID dump.hprof

      Prints what each owner retains and why it is kept, the top dominators and the classes, and writes the
      same to dump.hprof.html. With --pid a running JVM of this user writes the dump first.""";

  private final PrintStream out;
  private final PrintStream err;

  Main(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /**
   * Runs the command; ends the process with 0, 1 if it failed, 2 if it was called wrongly.
   *
   * @param arguments see the class
   */
  public static void main(String[] arguments) {
    System.exit(new Main(System.out, System.err).run(arguments));
  }

  int run(String... arguments) {
    boolean attach = arguments.length == 3 && arguments[0].equals("--pid");
    if (!attach && (arguments.length != 1 || arguments[0].startsWith("-"))) {
      err.println(USAGE);
      return 2;
    }
    Path dump = Path.of(arguments[arguments.length - 1]);
    try {
      if (attach) {
        RemoteDump.write(arguments[1], dump);
      }
      report(dump);
      return 0;
    } catch (IOException e) {
      err.println("leak-watch: " + e.getMessage());
      return 1;
    }
  }

  private void report(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("no such file: " + file);
    }
    DumpReport report =
        DumpReport.of(String.valueOf(file.getFileName()), HeapDump.open(file, progress()));
    out.print(report.text());
    Path html = file.resolveSibling(file.getFileName() + ".html");
    report.writeHtml(html);
    out.println("\nwritten: " + html);
  }

  private DoubleConsumer progress() {
    int[] told = {0};
    return fraction -> {
      int percent = (int) (100 * fraction);
      boolean ends = percent == 100 && told[0] < 100;
      if (ends || percent >= told[0] + 10) {
        told[0] = percent;
        err.printf(Locale.ROOT, "indexed %d%%%n", percent);
      }
    };
  }
}
