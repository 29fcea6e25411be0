package dev.plimsoll.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LoadGeneratorTest {

  private static final int FAST = 1_000_000;

  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void asks_so_many_times_and_no_more() throws Exception {
    try (LoadGenerator load = LoadGenerator.start(address(), 40, FAST)) {
      awaitDone(load);

      assertThat(load.answered()).isEqualTo(40);
      assertThat(load.failed()).isZero();
      assertThat(asked).hasSize(40).contains("/user/1", "/user/30").doesNotContain("/user/31");
    }
  }

  @Test
  void gives_up_on_a_server_that_is_gone() throws Exception {
    URI gone = address();
    server.stop(0);

    try (LoadGenerator load = LoadGenerator.start(gone, FAST, FAST)) {
      awaitDone(load);

      assertThat(load.answered()).isZero();
      assertThat(load.failed()).isEqualTo(4 * 3);
    }
  }

  @Test
  void stops_when_it_is_closed() throws Exception {
    LoadGenerator load = LoadGenerator.start(address(), FAST, 1);

    load.close();

    assertThat(load.done()).isTrue();
    assertThat(load.answered()).isLessThan(FAST);
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static void awaitDone(LoadGenerator load) {
    while (!load.done()) {
      Thread.onSpinWait();
    }
  }
}
