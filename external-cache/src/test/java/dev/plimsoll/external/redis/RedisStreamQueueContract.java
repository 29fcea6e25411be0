package dev.plimsoll.external.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.plimsoll.external.Await;
import dev.plimsoll.external.Codec;
import dev.plimsoll.external.redis.RedisStreamQueue.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the queue does on every kind of Redis. */
abstract class RedisStreamQueueContract {

  private static final Duration SHORT = Duration.ofMillis(10);

  private final String name = "q-" + UUID.randomUUID();
  private final List<RedisStreamQueue<String>> opened = new ArrayList<>();

  protected abstract RedisStreamQueueBuilder<Object> connect();

  @AfterEach
  void close() {
    opened.forEach(RedisStreamQueue::close);
  }

  private RedisStreamQueue<String> queue(Duration takeover) {
    RedisStreamQueue<String> queue =
        connect()
            .name(name)
            .codec(Codec.utf8())
            .capacity(100)
            .maxElementBytes(1000)
            .deadline(Duration.ofSeconds(10))
            .takeoverAfter(takeover)
            .build();
    opened.add(queue);
    return queue;
  }

  private RedisStreamQueue<String> queue() {
    return queue(Duration.ofMinutes(5));
  }

  @Test
  void delivers_in_order_and_forgets_what_was_acknowledged() {
    RedisStreamQueue<String> queue = queue();
    assertThat(queue.poll(Duration.ZERO)).isEmpty();
    queue.offer("a");
    queue.offer("b");
    assertThat(queue.depth()).isEqualTo(2);
    Delivery<String> first = queue.poll(SHORT).orElseThrow();
    assertThat(first.element()).isEqualTo("a");
    assertThat(first.isTakenOver()).isFalse();
    assertThat(queue.depth()).isEqualTo(2);
    assertThat(first.acknowledge()).isTrue();
    assertThat(first.acknowledge()).isFalse();
    assertThat(queue.depth()).isEqualTo(1);
    assertThat(queue.poll(SHORT).orElseThrow().element()).isEqualTo("b");
    assertThat(queue.poll(SHORT)).isEmpty();
  }

  @Test
  void waits_for_any_time_but_a_negative_one() {
    RedisStreamQueue<String> queue = queue();
    queue.offer("a");
    queue.offer("b");
    assertThat(queue.poll(Duration.ofSeconds(Long.MAX_VALUE)).orElseThrow().element())
        .isEqualTo("a");
    assertThat(queue.poll(Duration.ofNanos(1)).orElseThrow().element()).isEqualTo("b");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> queue.poll(Duration.ofMillis(-1)))
        .withMessageContaining("-0.001");
  }

  @Test
  void refuses_when_full_and_drops_nothing() {
    RedisStreamQueue<String> queue = queue();
    IntStream.range(0, 100).forEach(i -> assertThat(queue.offer("e" + i)).isTrue());
    assertThat(queue.offer("one too many")).isFalse();
    Delivery<String> oldest = queue.poll(SHORT).orElseThrow();
    assertThat(oldest.element()).isEqualTo("e0");
    assertThat(queue.offer("still unacknowledged")).isFalse();
    oldest.acknowledge();
    assertThat(queue.offer("now there is room")).isTrue();
    assertThat(queue.depth()).isEqualTo(100);
  }

  @Test
  void never_exceeds_its_capacity_under_many_producers() throws Exception {
    RedisStreamQueue<String> queue = queue();
    List<Thread> threads =
        IntStream.range(0, 4)
            .mapToObj(
                i -> new Thread(() -> IntStream.range(0, 40).forEach(j -> queue.offer("e" + j))))
            .toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(queue.depth()).isEqualTo(100);
  }

  @Test
  void gives_an_element_that_was_not_acknowledged_to_another_consumer() {
    RedisStreamQueue<String> dying = queue(Duration.ofMillis(100));
    RedisStreamQueue<String> other = queue(Duration.ofMillis(100));
    dying.offer("work");
    Delivery<String> lost = dying.poll(SHORT).orElseThrow();
    List<Delivery<String>> taken = new ArrayList<>();
    Await.until(
        () -> {
          other.poll(SHORT).ifPresent(taken::add);
          return !taken.isEmpty();
        });
    assertThat(taken.get(0).element()).isEqualTo("work");
    assertThat(taken.get(0).isTakenOver()).isTrue();
    assertThat(taken.get(0).acknowledge()).isTrue();
    assertThat(lost.acknowledge()).isFalse();
    assertThat(other.depth()).isZero();
  }

  @Test
  void delivers_every_element_to_some_consumer() throws Exception {
    RedisStreamQueue<String> producer = queue();
    ConcurrentHashMap.KeySetView<String, Boolean> seen = ConcurrentHashMap.newKeySet();
    List<Thread> consumers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      RedisStreamQueue<String> queue = queue();
      consumers.add(new Thread(() -> consume(queue, seen)));
    }
    consumers.forEach(Thread::start);
    for (int i = 0; i < 300; i++) {
      String element = "e" + i;
      Await.until(() -> producer.offer(element));
    }
    Await.until(() -> seen.size() == 300);
    for (int i = 0; i < 3; i++) {
      producer.offer("stop");
    }
    for (Thread consumer : consumers) {
      consumer.join();
    }
  }

  private static void consume(
      RedisStreamQueue<String> queue, ConcurrentHashMap.KeySetView<String, Boolean> seen) {
    while (true) {
      Optional<Delivery<String>> delivery = queue.poll(Duration.ofMillis(100));
      if (delivery.isPresent()) {
        delivery.get().acknowledge();
        if (delivery.get().element().equals("stop")) {
          return;
        }
        seen.add(delivery.get().element());
      }
    }
  }

  @Test
  void refuses_an_element_over_the_limit_before_it_is_sent() {
    RedisStreamQueue<String> queue = queue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> queue.offer("x".repeat(1001)))
        .withMessageContaining("1001")
        .withMessageContaining("maxElementBytes(1000)");
    assertThat(queue.depth()).isZero();
  }
}
