package dev.plimsoll.external.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.external.Await;
import dev.plimsoll.external.Codec;
import dev.plimsoll.external.ExternalCache;
import dev.plimsoll.external.FaultRun;
import dev.plimsoll.external.FaultRun.Fault;
import dev.plimsoll.external.Lookup;
import dev.plimsoll.external.Outcome;
import dev.plimsoll.external.Ttl;
import dev.plimsoll.servers.RedisCluster;
import dev.plimsoll.servers.RedisSentinels;
import dev.plimsoll.servers.Resp;
import dev.plimsoll.servers.ServerProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RedisFailoverIT {

  private static final Ttl MINUTE = Ttl.of(Duration.ofMinutes(1));
  private static final List<String> KEYS = IntStream.range(0, 90).mapToObj(i -> "k" + i).toList();

  private static ExternalCache<String> build(RedisCacheBuilder<Object> builder) {
    return builder
        .namespace("failover")
        .codec(Codec.utf8())
        .deadline(Duration.ofSeconds(1))
        .maxValueBytes(1000)
        .build();
  }

  @Test
  void starts_clusters_whose_nodes_agree_on_every_epoch_so_that_a_replica_is_voted_for() {
    try (RedisCluster cluster = RedisCluster.start()) {
      assertThat(cluster.nodes())
          .extracting(node -> epochs(Resp.once(node.port(), "CLUSTER", "NODES")))
          .containsOnly(Set.of("1", "2", "3"));
    }
  }

  /** The epochs of the masters, as one node sees them. */
  private static Set<String> epochs(String nodes) {
    return nodes
        .lines()
        .map(line -> line.split(" ", -1))
        .filter(fields -> fields[2].contains("master"))
        .map(fields -> fields[6])
        .collect(Collectors.toSet());
  }

  @Test
  void answers_the_keys_of_living_masters_and_follows_a_clusters_failover() {
    try (RedisCluster cluster = RedisCluster.start();
        ExternalCache<String> cache = build(RedisCache.connectCluster(cluster.addresses()))) {
      KEYS.forEach(key -> Await.until(() -> cache.put(key, "v", MINUTE) == Outcome.APPLIED));
      cluster.masterOf(0).kill();
      Map<String, Lookup<String>> answers = cache.getAll(KEYS);
      assertThat(answers.values().stream().filter(Lookup::isHit).count()).isBetween(30L, 80L);
      assertThat(answers.values()).noneMatch(Lookup.Miss.class::isInstance);
      cluster.awaitMasterOf(0);
      KEYS.forEach(key -> Await.until(() -> cache.put(key, "w", MINUTE) == Outcome.APPLIED));
      Await.until(() -> cache.getAll(KEYS).values().stream().allMatch(Lookup::isHit));
    }
  }

  @Test
  void answers_the_keys_of_living_masters_while_one_hangs() {
    try (RedisCluster cluster = RedisCluster.start();
        ExternalCache<String> cache = build(RedisCache.connectCluster(cluster.addresses()))) {
      KEYS.forEach(key -> Await.until(() -> cache.put(key, "v", MINUTE) == Outcome.APPLIED));
      ServerProcess hung = cluster.masterOf(0);
      hung.freeze();
      Map<String, Lookup<String>> answers = cache.getAll(KEYS);
      assertThat(answers.values().stream().filter(Lookup::isHit).count()).isBetween(30L, 80L);
      assertThat(answers.values()).noneMatch(Lookup.Miss.class::isInstance);
      hung.thaw();
    }
  }

  @Test
  void follows_the_master_that_the_sentinels_name() {
    try (RedisSentinels sentinels = RedisSentinels.start();
        ExternalCache<String> cache =
            build(RedisCache.connectSentinel(RedisSentinels.MASTER_NAME, sentinels.addresses()))) {
      Await.until(() -> cache.put("k", "v", MINUTE) == Outcome.APPLIED);
      sentinels.firstMaster().kill();
      assertThat(cache.get("k", key -> "loaded", MINUTE)).isIn("v", "loaded");
      Await.until(() -> cache.put("k", "w", MINUTE) == Outcome.APPLIED);
      assertThat(cache.get("k").toOptional()).contains("w");
    }
  }

  @Test
  void ends_99_of_100_calls_by_their_deadline_while_sentinels_fail_over() throws Exception {
    failOverBySentinels(FaultRun.SHORT);
  }

  @Tag("long")
  @Test
  void ends_every_call_by_its_deadline_while_sentinels_fail_over() throws Exception {
    failOverBySentinels(FaultRun.LONG);
  }

  private static void failOverBySentinels(FaultRun run) throws Exception {
    try (RedisSentinels sentinels = RedisSentinels.start()) {
      failOver(
          run,
          "Redis Sentinel",
          RedisCache.connectSentinel(RedisSentinels.MASTER_NAME, sentinels.addresses()),
          sentinels.firstMaster(),
          sentinels::awaitNewMaster);
    }
  }

  private static void failOver(
      FaultRun run,
      String adapter,
      RedisCacheBuilder<Object> builder,
      ServerProcess master,
      Runnable awaitNext)
      throws Exception {
    try (ExternalCache<String> cache = run.build(builder.codec(Codec.utf8()))) {
      FaultRun.warm(cache);
      run.check(adapter, cache, new Fault("failing over", master::kill, awaitNext, true));
    }
  }

  @Test
  void ends_99_of_100_calls_by_their_deadline_while_a_cluster_fails_over() throws Exception {
    failOverInCluster(FaultRun.SHORT);
  }

  @Tag("long")
  @Test
  void ends_every_call_by_its_deadline_while_a_cluster_fails_over() throws Exception {
    failOverInCluster(FaultRun.LONG);
  }

  private static void failOverInCluster(FaultRun run) throws Exception {
    try (RedisCluster cluster = RedisCluster.start()) {
      failOver(
          run,
          "Redis Cluster",
          RedisCache.connectCluster(cluster.addresses()),
          cluster.masterOf(0),
          () -> cluster.awaitMasterOf(0));
    }
  }
}
