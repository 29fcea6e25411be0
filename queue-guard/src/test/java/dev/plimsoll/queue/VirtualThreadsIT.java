package dev.plimsoll.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The queue among virtual threads, on the newest JDK of this machine that has them. */
class VirtualThreadsIT {

  private static final int FIRST_WITH_VIRTUAL_THREADS = 21;
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

  private static Optional<Path> newestJdk() throws IOException {
    return homes().stream()
        .filter(home -> Files.isExecutable(home.resolve("bin").resolve("java")))
        .filter(home -> version(home) >= FIRST_WITH_VIRTUAL_THREADS)
        .max(Comparator.comparingInt(VirtualThreadsIT::version));
  }

  private static List<Path> homes() throws IOException {
    List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
    Path others = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(others)) {
      try (Stream<Path> list = Files.list(others)) {
        list.forEach(homes::add);
      }
    }
    return homes;
  }

  private static int version(Path home) {
    try {
      Matcher matcher = VERSION.matcher(Files.readString(home.resolve("release")));
      return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  @Test
  void a_thousand_of_them_on_one_carrier_hand_over_everything() throws Exception {
    Optional<Path> jdk = newestJdk();
    assumeTrue(
        jdk.isPresent(),
        "NOT TESTED: GuardedQueue and GuardedExecutor on virtual threads, because neither "
            + System.getProperty("java.home")
            + " nor anything in /usr/lib/jvm is a JDK of 21 or later; install one there");
    ChildJvm.Ending ending = ChildJvm.run(jdk.orElseThrow(), VirtualThreads.class);
    assertThat(ending.exitCode()).as(ending.output()).isZero();
    assertThat(ending.output())
        .contains(
            "unfair handed over 50000, sum 2525000, left 0",
            "fair handed over 50000, sum 2525000, left 0",
            "ran 1000 on virtual threads");
  }
}
