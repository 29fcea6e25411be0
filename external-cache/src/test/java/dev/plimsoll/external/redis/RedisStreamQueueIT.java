package dev.plimsoll.external.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plimsoll.external.Await;
import dev.plimsoll.external.Codec;
import dev.plimsoll.external.UnavailableException;
import dev.plimsoll.servers.RedisServers;
import dev.plimsoll.servers.ServerProcess;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RedisStreamQueueIT extends RedisStreamQueueContract {

  @Override
  protected RedisStreamQueueBuilder<Object> connect() {
    return RedisStreamQueue.connect(RedisServers.url());
  }

  @Test
  void says_that_the_server_is_away_and_goes_on_when_it_is_back() {
    try (ServerProcess server = RedisServers.start();
        RedisStreamQueue<String> queue =
            RedisStreamQueue.connect("redis://" + server.address())
                .name("q")
                .codec(Codec.utf8())
                .capacity(10)
                .maxElementBytes(100)
                .deadline(Duration.ofSeconds(2))
                .build()) {
      queue.offer("before");
      server.kill();
      assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> queue.offer("lost"));
      assertThatExceptionOfType(UnavailableException.class).isThrownBy(queue::depth);
      server.start();
      Await.until(() -> offers(queue));
      assertThat(queue.poll(Duration.ofMillis(100)).orElseThrow().element()).isEqualTo("after");
    }
  }

  private static boolean offers(RedisStreamQueue<String> queue) {
    try {
      return queue.offer("after");
    } catch (UnavailableException e) {
      return false;
    }
  }
}
