package dev.plimsoll.benchmarks.external;

import dev.plimsoll.external.Codec;
import dev.plimsoll.external.ExternalCache;
import dev.plimsoll.external.Ttl;
import dev.plimsoll.external.redis.RedisCache;
import dev.plimsoll.servers.RedisServers;
import dev.plimsoll.servers.Resp;
import dev.plimsoll.servers.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A thousand threads in four processes ask for one missing key; counts how often it is loaded. */
public final class Stampede {

  private static final int PROCESSES = 4;
  private static final int THREADS = 250;
  private static final long LOAD_MILLIS = 500;

  private Stampede() {}

  /**
   * Prints the number of loads; exits with 1 when it is not one.
   *
   * @param arguments none; a port for the processes it starts
   * @throws Exception when a process or thread fails
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 1) {
      ask(Integer.parseInt(arguments[0]));
      return;
    }
    try (ServerProcess server = RedisServers.start()) {
      List<Process> processes = new ArrayList<>();
      for (int i = 0; i < PROCESSES; i++) {
        processes.add(child(server.port()));
      }
      for (Process process : processes) {
        if (process.waitFor() != 0) {
          throw new IllegalStateException("a process ended with " + process.exitValue());
        }
      }
      String loads = Resp.once(server.port(), "GET", "loads");
      System.out.println(
          PROCESSES * THREADS + " threads in " + PROCESSES + " processes: loads = " + loads);
      System.exit("1".equals(loads) ? 0 : 1);
    }
  }

  private static Process child(int port) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xss256k",
            "-cp",
            System.getProperty("java.class.path"),
            Stampede.class.getName(),
            "" + port)
        .inheritIO()
        .start();
  }

  private static void ask(int port) throws InterruptedException {
    try (ExternalCache<String> cache =
        RedisCache.connect("redis://127.0.0.1:" + port)
            .namespace("stampede")
            .codec(Codec.utf8())
            .deadline(Duration.ofSeconds(10))
            .maxValueBytes(1_000)
            .lease(Duration.ofSeconds(30))
            .build()) {
      awaitOthers(port);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Thread thread = new Thread(() -> get(cache, port));
        threads.add(thread);
        thread.start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  /** All processes begin together, once each has started. */
  private static void awaitOthers(int port) throws InterruptedException {
    String unused = Resp.once(port, "INCR", "ready");
    while (!Resp.once(port, "GET", "ready").equals("" + PROCESSES)) {
      Thread.sleep(1);
    }
  }

  private static void get(ExternalCache<String> cache, int port) {
    String value = cache.get("k", key -> load(port), Ttl.of(Duration.ofMinutes(1)));
    if (!value.equals("loaded")) {
      throw new IllegalStateException("unexpected value: " + value);
    }
  }

  private static String load(int port) {
    String unused = Resp.once(port, "INCR", "loads");
    try {
      Thread.sleep(LOAD_MILLIS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return "loaded";
  }
}
