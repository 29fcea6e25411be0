package dev.plimsoll.external;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.external.memcached.MemcachedCache;
import dev.plimsoll.external.redis.RedisCache;
import dev.plimsoll.servers.MemcachedServers;
import dev.plimsoll.servers.RedisServers;
import dev.plimsoll.servers.ServerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A thousand threads in four processes ask for one missing key. */
class StampedeIT {

  private static final int PROCESSES = 4;
  private static final int THREADS = 250;
  private static final long LOAD_MILLIS = 500;
  private static final String READY = "ready";
  private static final String LOADED = "loaded";

  @Test
  void loads_once_on_redis() throws Exception {
    try (ServerProcess server = RedisServers.start()) {
      assertThat(loads("redis", server.address())).isEqualTo(1);
    }
  }

  @Test
  void loads_once_on_memcached() throws Exception {
    try (ServerProcess server = MemcachedServers.start()) {
      assertThat(loads("memcached", server.address())).isEqualTo(1);
    }
  }

  private static long loads(String kind, String address) throws Exception {
    List<Process> processes = new ArrayList<>();
    try {
      for (int i = 0; i < PROCESSES; i++) {
        processes.add(start(kind, address));
      }
      List<BufferedReader> said = processes.stream().map(Process::inputReader).toList();
      for (BufferedReader one : said) {
        assertThat(one.readLine()).isEqualTo(READY);
      }
      for (Process process : processes) {
        try (OutputStream go = process.getOutputStream()) {
          go.write('\n');
        }
      }
      long loads = 0;
      for (BufferedReader one : said) {
        loads += one.lines().filter(LOADED::equals).count();
      }
      for (Process process : processes) {
        assertThat(process.waitFor()).isZero();
      }
      return loads;
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
  }

  private static Process start(String kind, String address) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xss256k",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            StampedeIT.class.getName(),
            kind,
            address)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /**
   * One of the processes.
   *
   * @param arguments which kind of server, and its address
   */
  public static void main(String[] arguments) throws Exception {
    try (ExternalCache<String> cache = connect(arguments[0], arguments[1])) {
      List<Thread> threads = new ArrayList<>();
      List<String> wrong = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        threads.add(new Thread(() -> get(cache, wrong)));
      }
      System.out.println(READY);
      int unused = System.in.read();
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
      System.exit(wrong.isEmpty() ? 0 : 1);
    }
  }

  private static ExternalCache<String> connect(String kind, String address) {
    ExternalCacheBuilder<String, ?> builder =
        kind.equals("redis")
            ? RedisCache.connect("redis://" + address).codec(Codec.utf8())
            : MemcachedCache.connect(address).codec(Codec.utf8());
    return builder
        .namespace("stampede")
        .deadline(Duration.ofSeconds(20))
        .maxValueBytes(1_000)
        .lease(Duration.ofSeconds(60))
        .build();
  }

  private static void get(ExternalCache<String> cache, List<String> wrong) {
    String value = cache.get("k", key -> load(), Ttl.of(Duration.ofMinutes(5)));
    if (!value.equals("value")) {
      synchronized (wrong) {
        wrong.add(value);
      }
    }
  }

  private static String load() {
    System.out.println(LOADED);
    long end = System.nanoTime() + Duration.ofMillis(LOAD_MILLIS).toNanos();
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return "value";
  }
}
