package dev.plimsoll.examples.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ChildJvmTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  @Test
  void hears_each_line_and_the_exit_code() throws Exception {
    try (ChildJvm child = ChildJvm.running(Speaks.class).arguments("a", "b").start(lines::add)) {
      assertThat(child.awaitExit(PATIENCE)).hasValue(7);
      assertThat(child.exitCode()).hasValue(7);
      assertThat(lines).containsExactly("a", "b");
      assertThat(child.errors()).containsExactly("said all");
    }
  }

  @Test
  void tells_running_out_of_memory_by_its_exit_code() throws Exception {
    List<String> flags = List.of("-Xmx16m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");
    try (ChildJvm child = ChildJvm.running(Hoards.class).flags(flags).start(lines::add)) {
      assertThat(child.awaitExit(PATIENCE)).hasValue(ChildJvm.EXIT_OUT_OF_MEMORY);
    }
  }

  @Test
  void keeps_what_a_JVM_says_about_flags_that_it_does_not_know() throws Exception {
    List<String> flags = List.of("-XX:+UseNoSuchCollector");
    try (ChildJvm child = ChildJvm.running(Speaks.class).flags(flags).start(lines::add)) {
      assertThat(child.awaitExit(PATIENCE)).hasValue(1);
      assertThat(child.errors()).anyMatch(line -> line.contains("UseNoSuchCollector"));
    }
  }

  @Test
  void ends_a_child_that_would_run_on() throws Exception {
    ChildJvm child = ChildJvm.running(RunsOn.class).start(lines::add);
    assertThat(lines.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("up");
    assertThat(child.isAlive()).isTrue();
    assertThat(child.exitCode()).isEmpty();

    child.close();

    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void a_child_ends_with_a_parent_that_was_killed() throws Exception {
    try (ChildJvm parent = ChildJvm.running(StartsAnother.class).start(lines::add)) {
      String pid = lines.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      Optional<ProcessHandle> grandchild = ProcessHandle.of(Long.parseLong(pid));
      assertThat(grandchild).get().matches(ProcessHandle::isAlive);

      ProcessHandle.of(parent.pid()).orElseThrow().destroyForcibly();

      grandchild.get().onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(grandchild.get().isAlive()).isFalse();
    }
  }

  static final class Speaks {
    public static void main(String[] arguments) {
      for (String argument : arguments) {
        System.out.println(argument);
      }
      System.err.println("said all");
      System.exit(7);
    }
  }

  static final class Hoards {
    public static void main(String[] arguments) {
      Object[] last = null;
      while (true) {
        last = new Object[] {last, new byte[1 << 20]};
      }
    }
  }

  static final class RunsOn {
    public static void main(String[] arguments) throws InterruptedException {
      ParentWatch.start();
      System.out.println("up");
      Thread.currentThread().join();
    }
  }

  static final class StartsAnother {
    public static void main(String[] arguments) throws IOException, InterruptedException {
      BlockingQueue<String> heard = new LinkedBlockingQueue<>();
      ChildJvm child = ChildJvm.running(RunsOn.class).start(heard::add);
      heard.take();
      System.out.println(child.pid());
      Thread.currentThread().join();
    }
  }
}
