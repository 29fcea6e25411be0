package dev.plimsoll.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Servers in containers; needs Docker, so it has a command of its own (see the README). */
@Tag("long")
class ContainersTest {

  @Test
  void run_redis_like_a_process_that_is_frozen_thawed_killed_and_started_again() throws Exception {
    ServerProgram program = ContainerRun.find("redis:7.2", "redis-server");
    int port = ServerProcess.freePort();
    List<String> arguments = List.of("--port", "" + port, "--bind", "127.0.0.1", "--save", "");
    try (ServerProcess server = ServerProcess.start(program, port, arguments)) {
      assertThat(Resp.once(port, "SET", "k", "v")).isEqualTo("OK");
      server.freeze();
      assertThat(answers(port, "PING\r\n")).isFalse();
      server.thaw();
      assertThat(answers(port, "PING\r\n")).isTrue();
      assertThat(Resp.once(port, "GET", "k")).isEqualTo("v");
      server.kill();
      assertThat(ServerProcess.accepts(port)).isFalse();
      server.start();
      assertThat(Resp.once(port, "GET", "k")).isEmpty();
    }
    assertThat(ServerProcess.accepts(port)).isFalse();
  }

  @Test
  void run_memcached() throws Exception {
    ServerProgram program = ContainerRun.find("memcached:1.6", "memcached");
    int port = ServerProcess.freePort();
    List<String> arguments = List.of("-p", "" + port, "-l", "127.0.0.1", "-U", "0", "-u", "root");
    try (ServerProcess server = ServerProcess.start(program, port, arguments)) {
      assertThat(answers(server.port(), "version\r\n")).isTrue();
    }
  }

  private static boolean answers(int port, String question) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(1_000);
      socket.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().read() > 0;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }
}
