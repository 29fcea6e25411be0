package dev.plimsoll.watch.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.watch.HeapDump;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar itself, as a user runs it: on a dump, and on another JVM that is running. */
@Timeout(300)
class CommandIT {

  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final Path JAR = Path.of("target", "leak-watch-all.jar").toAbsolutePath();
  private static final List<Object> KEPT = new ArrayList<>();

  @TempDir Path directory;

  private record Run(int exitCode, String out, String err) {}

  /** The JVM that is attached to: holds 500 orders until its input ends. */
  static final class Shop {
    static final Map<Integer, byte[]> ORDERS = new HashMap<>();
    static final Owner OWNER = Owner.named("orders").heldBy(ORDERS);

    public static void main(String[] arguments) throws IOException {
      for (int i = 0; i < 500; i++) {
        ORDERS.put(i, ("secret " + i).getBytes(StandardCharsets.UTF_8));
      }
      System.out.println("open " + OWNER);
      while (System.in.read() >= 0) {
        System.out.println("waiting");
      }
    }
  }

  @Test
  void a_dump_is_reported_in_the_terminal_with_progress_and_as_html() throws Exception {
    Map<String, String> invoices = new HashMap<>(Map.of("a", "b"));
    KEPT.add(invoices);
    KEPT.add(Owner.named("invoices").heldBy(invoices));
    Path dump = directory.resolve("own.hprof");
    HeapDump.write(dump, Duration.ZERO);

    Run run = run(dump.toString());

    assertThat(run.err()).contains("indexed 10%").contains("indexed 100%");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("invoices")
        .contains("CommandIT.KEPT")
        .contains("Top dominators");
    assertPrivate(directory.resolve("own.hprof.html"));
  }

  @Test
  void a_running_jvm_is_asked_for_its_dump_and_goes_on() throws Exception {
    Process shop = start();
    try (BufferedReader said = reader(shop)) {
      assertThat(said.readLine()).isEqualTo("open orders");
      Path dump = directory.resolve("shop.hprof");

      Run run = run("--pid", String.valueOf(shop.pid()), dump.toString());

      assertThat(run.err()).contains("indexed 100%");
      assertThat(run.exitCode()).isZero();
      assertThat(run.out())
          .contains("orders")
          .contains("static CommandIT$Shop.ORDERS -> HashMap \"orders\"");
      assertPrivate(dump);
      Path html = directory.resolve("shop.hprof.html");
      assertPrivate(html);
      assertThat(Files.readString(html)).contains("CommandIT$Shop.ORDERS").doesNotContain("secret");
      assertThat(shop.isAlive()).isTrue();
    } finally {
      shop.destroy();
      shop.waitFor();
    }
  }

  @Test
  void a_file_that_is_cut_off_is_told_in_one_line() throws Exception {
    Path whole = directory.resolve("whole.hprof");
    HeapDump.write(whole, Duration.ZERO);
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = directory.resolve("cut.hprof");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));

    Run run = run(cut.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("at byte").doesNotContain("Exception");
    assertThat(run.out()).isEmpty();
  }

  private static void assertPrivate(Path file) throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .as("%s", file)
        .isEqualTo("rw-------");
  }

  private static Process start() throws IOException {
    return new ProcessBuilder(
            JAVA.toString(),
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            Shop.class.getName())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private Run run(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(JAVA.toString(), "-Xmx256m", "-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    Path out = directory.resolve("out.txt");
    Path err = directory.resolve("err.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    int exitCode = process.waitFor();
    return new Run(exitCode, Files.readString(out), Files.readString(err));
  }
}
