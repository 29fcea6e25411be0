package dev.plimsoll.external.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.external.Await;
import dev.plimsoll.external.Codec;
import dev.plimsoll.external.ExternalCache;
import dev.plimsoll.external.Lookup;
import dev.plimsoll.external.NearCache;
import dev.plimsoll.external.Outcome;
import dev.plimsoll.external.Ttl;
import dev.plimsoll.servers.RedisServers;
import dev.plimsoll.servers.Resp;
import dev.plimsoll.servers.ServerProcess;
import dev.plimsoll.servers.TestCertificate;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisAccessIT {

  private static final Ttl MINUTE = Ttl.of(Duration.ofMinutes(1));

  private static ExternalCache<String> build(RedisCacheBuilder<Object> builder) {
    return builder
        .namespace("access")
        .codec(Codec.utf8())
        .deadline(Duration.ofSeconds(5))
        .maxValueBytes(1000)
        .build();
  }

  @Test
  void lets_an_acl_user_in_who_may_touch_only_the_namespace() {
    try (ServerProcess server = RedisServers.start()) {
      Resp.once(
          server.port(),
          "ACL",
          "SETUSER",
          "app",
          "on",
          ">secret",
          "~access:*",
          "~access!*",
          "+@all");
      Resp.once(server.port(), "ACL", "SETUSER", "default", "off");
      try (ExternalCache<String> right =
              build(RedisCache.connect("redis://app:secret@" + server.address()));
          ExternalCache<String> wrong =
              build(RedisCache.connect("redis://" + server.address()).credentials("app", "guess"));
          NearCache<String> near =
              NearCache.over(
                      build(
                          RedisCache.connect("redis://" + server.address())
                              .credentials("app", "secret")))
                  .recordStats()
                  .build()) {
        assertThat(right.put("k", "v", MINUTE)).isEqualTo(Outcome.APPLIED);
        assertThat(right.get("k").toOptional()).contains("v");
        assertThat(wrong.get("k")).isInstanceOf(Lookup.Unavailable.class);
        Await.until(
            () -> {
              near.get("k");
              return near.nearHits() > 0;
            });
      }
    }
  }

  @Test
  void speaks_resp3_unless_told_otherwise() {
    try (ServerProcess server = RedisServers.start();
        ExternalCache<String> cache = build(RedisCache.connect("redis://" + server.address()));
        ExternalCache<String> older =
            build(RedisCache.connect("redis://" + server.address()).resp2())) {
      assertThat(older.put("k", "v", MINUTE)).isEqualTo(Outcome.APPLIED);
      assertThat(cache.put("k", "v", MINUTE)).isEqualTo(Outcome.APPLIED);
      // The test's own connection is the third. A server before 7.0 does not tell.
      String clients = Resp.once(server.port(), "CLIENT", "LIST");
      assertThat(clients.lines().filter(line -> line.contains("resp=3")).count())
          .isEqualTo(clients.contains("resp=") ? 1 : 0);
    }
  }

  @Test
  void speaks_tls_and_trusts_only_the_certificate_it_was_given(@TempDir Path folder)
      throws Exception {
    TestCertificate certificate = TestCertificate.create(folder);
    TestCertificate other = TestCertificate.create(folder.resolve("other"));
    try (ServerProcess server = RedisServers.startWithTls(certificate);
        ExternalCache<String> trusting =
            build(RedisCache.connect("rediss://" + server.address()).tls(certificate.trusting()));
        ExternalCache<String> distrusting =
            build(RedisCache.connect("rediss://" + server.address()).tls(other.trusting()));
        NearCache<String> near =
            NearCache.over(
                    build(
                        RedisCache.connect("rediss://" + server.address())
                            .tls(certificate.trusting())))
                .recordStats()
                .build()) {
      assertThat(trusting.put("k", "v", MINUTE)).isEqualTo(Outcome.APPLIED);
      assertThat(trusting.get("k").toOptional()).contains("v");
      assertThat(distrusting.get("k")).isInstanceOf(Lookup.Unavailable.class);
      Await.until(
          () -> {
            near.get("k");
            return near.nearHits() > 0;
          });
    }
  }
}
