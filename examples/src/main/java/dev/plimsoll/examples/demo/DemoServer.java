package dev.plimsoll.examples.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.plimsoll.retention.RetentionListener;
import dev.plimsoll.retention.RetentionListeners;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The server: plain HTTP on the loopback address. */
final class DemoServer implements AutoCloseable {

  private static final int THREADS = 4;
  private static final int REQUESTS_WAITING = 256;
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;

  private final ServerKind kind;
  private final SimulatedHeap heap = SimulatedHeap.create();
  private final UserService users;
  private final HttpServer http;
  private final ExecutorService executor =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(REQUESTS_WAITING),
          new ThreadPoolExecutor.CallerRunsPolicy());

  private DemoServer(ServerKind kind, HttpServer http, RetentionListener alsoHears) {
    this.kind = kind;
    this.http = http;
    this.users = new UserService(kind, RetentionListeners.of(heap.listener(), alsoHears));
  }

  /**
   * Starts a server.
   *
   * @param kind which
   * @param port where, 0 for any free port
   * @throws UsageException if the port is in use
   */
  static DemoServer start(ServerKind kind, int port) throws IOException, UsageException {
    return start(kind, port, RetentionListener.none());
  }

  /**
   * Starts a server that tells one more listener what its containers hold.
   *
   * @param kind which
   * @param port where, 0 for any free port
   * @param alsoHears hears beside the simulated heap
   * @throws UsageException if the port is in use
   */
  static DemoServer start(ServerKind kind, int port, RetentionListener alsoHears)
      throws IOException, UsageException {
    HttpServer http;
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (BindException e) {
      throw new UsageException(Ports.inUse(port));
    }
    DemoServer server = new DemoServer(kind, http, alsoHears);
    http.setExecutor(server.executor);
    http.createContext("/", server::answer);
    http.start();
    return server;
  }

  int port() {
    return http.getAddress().getPort();
  }

  Sample sample() {
    return Sampler.sample(users, heap);
  }

  @Override
  public void close() {
    http.stop(0);
    users.close();
    executor.shutdown();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    try (exchange) {
      if (path.startsWith("/user/")) {
        answerUser(exchange, path.substring("/user/".length()));
      } else if ("/memory".equals(path)) {
        send(exchange, OK, Pages.memory(kind, sample(), users.alarms()));
      } else if ("/gc".equals(path)) {
        send(exchange, OK, Pages.collections(sample(), heap.lastCollections()));
      } else {
        send(exchange, "/".equals(path) ? OK : NOT_FOUND, Pages.help(kind));
      }
    }
  }

  private void answerUser(HttpExchange exchange, String id) throws IOException {
    int number;
    try {
      number = Integer.parseUnsignedInt(id);
    } catch (NumberFormatException e) {
      send(exchange, BAD_REQUEST, List.of(id + " is no user's number: try /user/1"));
      return;
    }
    send(exchange, OK, Pages.user(users.find(number)));
  }

  private static void send(HttpExchange exchange, int status, List<String> lines)
      throws IOException {
    byte[] body = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
