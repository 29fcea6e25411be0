package dev.plimsoll.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A Redis Cluster on loopback: three masters and a replica for each. */
public final class RedisCluster implements AutoCloseable {

  private static final int MASTERS = 3;
  private static final int SLOTS = 16_384;
  private static final int ATTEMPTS = 400;
  private static final int TAKEOVER_ATTEMPTS = 4_000;

  private final List<ServerProcess> nodes = new ArrayList<>();

  private RedisCluster() {}

  /** {@return a cluster that has agreed on its slots and replicates, and can fail over at once} */
  public static RedisCluster start() {
    RedisCluster cluster = new RedisCluster();
    try {
      cluster.startNodes();
      cluster.giveEpochs();
      cluster.meet();
      cluster.assignSlots();
      cluster.awaitEach("cluster_state:ok", "CLUSTER", "INFO");
      cluster.replicate();
      cluster.awaitEachKnowsReplicas();
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
    return living()
        .filter(node -> serves(node, slot))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no master serves slot " + slot));
  }

  /**
   * Waits until a living node serves a slot.
   *
   * @param slot the slot's number
   */
  public void awaitMasterOf(int slot) {
    for (int attempt = 0; attempt < TAKEOVER_ATTEMPTS; attempt++) {
      if (living().anyMatch(node -> serves(node, slot))) {
        return;
      }
      ServerProcess.pause(10);
    }
    throw new IllegalStateException(
        "no node has taken over slot " + slot + "; what each one saw last: " + told());
  }

  private Stream<ServerProcess> living() {
    return nodes.stream().filter(node -> ServerProcess.accepts(node.port()));
  }

  private List<String> told() {
    return living()
        .map(node -> node.lastWords() + Resp.once(node.port(), "CLUSTER", "NODES"))
        .toList();
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

  /**
   * Sets the masters' epochs apart before they meet, as redis-cli does. Left to themselves they
   * settle it in their own time, and a replica that has not heard of its master's last epoch when
   * that master dies is refused the votes of those who have, for ever.
   */
  private void giveEpochs() {
    for (int i = 0; i < nodes.size(); i++) {
      Resp.once(nodes.get(i).port(), "CLUSTER", "SET-CONFIG-EPOCH", "" + (i + 1));
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

  /** Nobody votes for a node that he does not know as a replica. */
  private void awaitEachKnowsReplicas() {
    nodes.forEach(
        node ->
            await(
                told -> told.lines().filter(line -> line.contains("slave ")).count() == MASTERS,
                MASTERS + " replicas",
                node.port(),
                "CLUSTER",
                "NODES"));
  }

  private void awaitEach(String answer, String... command) {
    nodes.forEach(node -> await(answer, node.port(), command));
  }

  static void await(String answer, int port, String... command) {
    await(told -> told.contains(answer), answer, port, command);
  }

  private static void await(
      Predicate<String> wanted, String described, int port, String... command) {
    String told = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      told = Resp.once(port, command);
      if (wanted.test(told)) {
        return;
      }
      ServerProcess.pause(50);
    }
    throw new IllegalStateException(
        "port %d never answered %s to %s, but %s"
            .formatted(port, described, List.of(command), told));
  }
}
