package dev.plimsoll.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class DemoIT {

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @TempDir private Path folder;

  @AfterEach
  void no_child_is_left() {
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void the_leaky_server_dies_of_memory_and_the_guarded_one_goes_on() throws Exception {
    assertThat(run("--plain", "--seconds", "150")).isEqualTo(ExitCode.OK);

    assertThat(output())
        .contains("leaky: heap", "guarded: heap", "simulated old")
        .contains("ran out of memory (java.lang.OutOfMemoryError, exit code 3)")
        .contains("still answers", "user 1: User 1 <user-1@example.org>")
        .contains("behind the leaky server", "behind the guarded one")
        .containsPattern("users +\\d+\\.\\d +[1-9]\\d*\\.\\d")
        .contains("\n-    ConcurrentMap<Integer, User> users = new ConcurrentHashMap<>();")
        .containsPattern("\n\\+.*LimitableMap");
  }

  @Test
  void says_so_when_the_leaky_server_has_not_died_in_time() throws Exception {
    assertThat(run("--plain", "--seconds", "1")).isEqualTo(ExitCode.FAILED);

    assertThat(output()).contains("the leaky server still runs", "--seconds");
  }

  @Test
  void names_a_port_that_is_in_use() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> run("--port", Integer.toString(taken.getLocalPort())))
          .isInstanceOf(UsageException.class)
          .hasMessageStartingWith("port " + taken.getLocalPort() + " is in use")
          .hasMessageContaining("--port");
    }
  }

  @Test
  void names_a_java_that_cannot_be_run() {
    assertThatThrownBy(() -> run("--java", "/no/such/java"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("/no/such/java")
        .hasMessageContaining("--java");
  }

  @Test
  void tells_what_a_JVM_said_that_ended_at_once() throws Exception {
    Path java = script("echo \"Unrecognized VM option 'UseSerialGC'\" >&2; exit 1");

    assertThatThrownBy(() -> run("--java", java.toString()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("ended with exit code 1")
        .hasMessageContaining("Unrecognized VM option 'UseSerialGC'")
        .hasMessageContaining("HotSpot JDK 17");
  }

  @Test
  void ends_a_JVM_that_hangs_before_it_answers() throws Exception {
    Path java = script("exec sleep 1000");

    assertThatThrownBy(() -> run("--java", java.toString()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("did not answer within");
  }

  private int run(String... arguments) throws Exception {
    PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
    return new Demo(DemoOptions.parse(arguments), out).run();
  }

  private String output() {
    return written.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  private Path script(String commands) throws IOException {
    Path script =
        Files.createFile(
            folder.resolve("java"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    return Files.writeString(script, "#!/bin/sh\n" + commands + "\n");
  }
}
