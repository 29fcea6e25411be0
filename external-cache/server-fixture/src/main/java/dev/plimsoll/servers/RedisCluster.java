package dev.plimsoll.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A Redis Cluster on loopback: three masters and a replica for each. */
public final class RedisCluster implements AutoCloseable {

  private static final int MASTERS = 3;
  private static final int SLOTS = 16_384;
  private static final int ATTEMPTS = 400;

  private final List<ServerProcess> nodes = new ArrayList<>();

  private RedisCluster() {}

  /** {@return a cluster that has agreed on its slots and replicates} */
  public static RedisCluster start() {
    RedisCluster cluster = new RedisCluster();
    try {
      cluster.startNodes();
      cluster.meet();
      cluster.assignSlots();
      cluster.awaitEach("cluster_state:ok", "CLUSTER", "INFO");
      cluster.replicate();
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** {@return the addresses of all six nodes} */
  public List<String> addresses() {
    return nodes.stream().map(ServerProcess::address).toList();
  }

  /**
   * {@return the node that holds a slot's master now}
   *
   * @param slot the slot's number
   */
  public ServerProcess masterOf(int slot) {
    for (ServerProcess node : nodes) {
      if (ServerProcess.accepts(node.port()) && serves(node, slot)) {
        return node;
      }
    }
    throw new IllegalStateException("no master serves slot " + slot);
  }

  /**
   * Waits until a living node serves a slot.
   *
   * @param slot the slot's number
   */
  public void awaitMasterOf(int slot) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      for (ServerProcess node : nodes) {
        if (ServerProcess.accepts(node.port()) && serves(node, slot)) {
          return;
        }
      }
      ServerProcess.pause(10);
    }
    throw new IllegalStateException("no node has taken over slot " + slot);
  }

  /** {@return the nodes; the first three were started as masters} */
  public List<ServerProcess> nodes() {
    return List.copyOf(nodes);
  }

  @Override
  public void close() {
    nodes.forEach(ServerProcess::close);
  }

  private static boolean serves(ServerProcess node, int slot) {
    return Resp.once(node.port(), "CLUSTER", "NODES")
        .lines()
        .filter(line -> line.contains("myself,master"))
        .flatMap(line -> List.of(line.split(" ")).stream().skip(8))
        .anyMatch(range -> covers(range, slot));
  }

  private static boolean covers(String range, int slot) {
    if (range.startsWith("[")) {
      return false;
    }
    String[] ends = range.split("-", -1);
    int low = Integer.parseInt(ends[0]);
    int high = Integer.parseInt(ends[ends.length - 1]);
    return low <= slot && slot <= high;
  }

  private void startNodes() {
    for (int i = 0; i < 2 * MASTERS; i++) {
      nodes.add(
          RedisServers.start(
              "--cluster-enabled",
              "yes",
              "--cluster-node-timeout",
              "1500",
              "--cluster-require-full-coverage",
              "no",
              "--repl-diskless-sync-delay",
              "0",
              "--dir",
              privateFolder()));
    }
  }

  private static String privateFolder() {
    try {
      return Files.createTempDirectory(DebianPackages.buildFolder(), "redis-node").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void meet() {
    String first = "" + nodes.get(0).port();
    for (ServerProcess node : nodes.subList(1, nodes.size())) {
      Resp.once(node.port(), "CLUSTER", "MEET", "127.0.0.1", first);
    }
    awaitEach("cluster_known_nodes:" + nodes.size(), "CLUSTER", "INFO");
  }

  private void assignSlots() {
    for (int i = 0; i < MASTERS; i++) {
      IntStream slots = IntStream.range(SLOTS * i / MASTERS, SLOTS * (i + 1) / MASTERS);
      List<String> command = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
      slots.forEach(slot -> command.add("" + slot));
      Resp.once(nodes.get(i).port(), command.toArray(String[]::new));
    }
  }

  private void replicate() {
    for (int i = 0; i < MASTERS; i++) {
      String master = Resp.once(nodes.get(i).port(), "CLUSTER", "MYID");
      int replica = nodes.get(MASTERS + i).port();
      await(master, replica, "CLUSTER", "NODES");
      Resp.once(replica, "CLUSTER", "REPLICATE", master);
      await("master_link_status:up", replica, "INFO", "replication");
    }
  }

  private void awaitEach(String answer, String... command) {
    nodes.forEach(node -> await(answer, node.port(), command));
  }

  static void await(String answer, int port, String... command) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (Resp.once(port, command).contains(answer)) {
        return;
      }
      ServerProcess.pause(50);
    }
    throw new IllegalStateException(
        "port " + port + " never answered " + answer + " to " + List.of(command));
  }
}
