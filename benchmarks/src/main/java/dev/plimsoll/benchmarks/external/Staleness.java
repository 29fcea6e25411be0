package dev.plimsoll.benchmarks.external;

import dev.plimsoll.servers.FaultProxy;
import dev.plimsoll.servers.RedisServers;
import dev.plimsoll.servers.ServerProcess;
import java.util.ArrayList;
import java.util.List;

/**
 * How long near caches, ours and those of Jedis, Lettuce and Redisson, answer an old value after it
 * has changed, or after the server stopped vouching for it. A value read after 45 s counts as "for
 * ever".
 */
public final class Staleness {

  private static final long LONGEST_NANOS = 45_000_000_000L;
  private static final List<String> EVENTS =
      List.of("remote write", "crash, restart", "hung", "silent partition");

  private Staleness() {}

  /**
   * Prints the table.
   *
   * @param arguments none
   * @throws InterruptedException when the waiting is interrupted
   */
  public static void main(String[] arguments) throws InterruptedException {
    System.out.printf("%-26s %-18s %14s%n", "near cache", "event", "stale for ms");
    for (String event : EVENTS) {
      for (int i = 0; i < 5; i++) {
        one("Plimsoll", event, NearPeers::plimsoll);
      }
    }
    // These wait most of their time.
    List<Thread> waiting = new ArrayList<>();
    for (String event : EVENTS) {
      waiting.add(new Thread(() -> one("Jedis client-side cache", event, NearPeers::jedis)));
      waiting.add(new Thread(() -> one("Lettuce", event, NearPeers::lettuce)));
      waiting.add(new Thread(() -> one("Redisson local cached map", event, NearPeers::redisson)));
    }
    waiting.forEach(Thread::start);
    for (Thread thread : waiting) {
      thread.join();
    }
    System.exit(0);
  }

  private static void one(String who, String event, NearPeers.Maker maker) {
    try (ServerProcess server = RedisServers.start();
        FaultProxy proxy = FaultProxy.to(server.port()).replacing("7.0.15", "7.4.15");
        NearPeers.Subject subject = maker.make(server.address(), proxy.address())) {
      subject.write("old");
      for (int i = 0; i < 200; i++) {
        subject.read();
      }
      change(event, server, proxy, subject);
      print(who, event, subject);
    } catch (RuntimeException e) {
      System.out.printf("%-26s %-18s %s%n", who, event, e);
    }
  }

  private static void change(
      String event, ServerProcess server, FaultProxy proxy, NearPeers.Subject subject) {
    switch (event) {
      case "crash, restart" -> {
        server.kill();
        server.start();
        subject.write("new");
      }
      case "hung" -> server.freeze();
      case "silent partition" -> {
        proxy.set(FaultProxy.Fault.PARTITION, 0);
        subject.write("new");
      }
      default -> subject.write("new");
    }
  }

  private static void print(String who, String event, NearPeers.Subject subject) {
    long changed = System.nanoTime();
    long lastOld = changed;
    long asked = changed;
    while (asked - changed < LONGEST_NANOS) {
      if (!"old".equals(subject.read())) {
        break;
      }
      lastOld = asked;
      Thread.onSpinWait();
      asked = System.nanoTime();
    }
    double millis = (lastOld - changed) / 1e6;
    String prefix = asked - changed >= LONGEST_NANOS ? "over " : "";
    System.out.printf("%-26s %-18s %7s%7.1f%n", who, event, prefix, millis);
  }
}
