package dev.plimsoll.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A master, a replica and three sentinels that watch over them. */
public final class RedisSentinels implements AutoCloseable {

  /** The name under which the sentinels know the master. */
  public static final String MASTER_NAME = "plimsoll";

  private static final int ATTEMPTS = 4_000;
  private static final long PAUSE_MILLIS = 5;

  private final List<ServerProcess> sentinels = new ArrayList<>();
  private final ServerProcess master;
  private final ServerProcess replica;

  private RedisSentinels() {
    master = RedisServers.start("--repl-diskless-sync-delay", "0");
    replica =
        RedisServers.start(
            "--replicaof", "127.0.0.1 " + master.port(), "--repl-diskless-sync-delay", "0");
    RedisCluster.await("master_link_status:up", replica.port(), "INFO", "replication");
    for (int i = 0; i < 3; i++) {
      sentinels.add(startSentinel());
    }
    for (ServerProcess sentinel : sentinels) {
      RedisCluster.await("slaves=1,sentinels=3", sentinel.port(), "INFO", "sentinel");
    }
  }

  /** {@return sentinels that know each other, the master and the replica} */
  public static RedisSentinels start() {
    return new RedisSentinels();
  }

  /** {@return the sentinels' addresses} */
  public List<String> addresses() {
    return sentinels.stream().map(ServerProcess::address).toList();
  }

  /** {@return the server that was started as master} */
  public ServerProcess firstMaster() {
    return master;
  }

  /** Waits until a sentinel names the replica, which has taken the master's place by then. */
  public void awaitNewMaster() {
    String named = "127.0.0.1 " + replica.port();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (sentinels.stream().anyMatch(sentinel -> named.equals(masterNamedBy(sentinel)))) {
        return;
      }
      ServerProcess.pause(PAUSE_MILLIS);
    }
    throw new IllegalStateException("no sentinel ever named " + replica.address());
  }

  private static String masterNamedBy(ServerProcess sentinel) {
    return Resp.once(sentinel.port(), "SENTINEL", "get-master-addr-by-name", MASTER_NAME);
  }

  @Override
  public void close() {
    sentinels.forEach(ServerProcess::close);
    replica.close();
    master.close();
  }

  private ServerProcess startSentinel() {
    int port = ServerProcess.freePort();
    try {
      Path folder = Files.createTempDirectory(DebianPackages.buildFolder(), "sentinel");
      Path file = folder.resolve("sentinel.conf");
      Files.writeString(
          file,
          String.join(
              "\n",
              "port " + port,
              "bind 127.0.0.1",
              "dir " + folder,
              "sentinel monitor " + MASTER_NAME + " 127.0.0.1 " + master.port() + " 2",
              "sentinel down-after-milliseconds " + MASTER_NAME + " 1000",
              "sentinel failover-timeout " + MASTER_NAME + " 5000",
              ""));
      return ServerProcess.start(
          ServerProgram.redis(), port, List.of(file.toString(), "--sentinel"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
