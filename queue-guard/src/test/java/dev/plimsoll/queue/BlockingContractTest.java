package dev.plimsoll.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@link BlockingQueue} adds to a queue, on a bare one, a fair one and one with all guards.
 */
@Tag("concurrency")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BlockingContractTest {

  /** A call that may wait. */
  private interface Call {
    Object on(BlockingQueue<String> queue) throws InterruptedException;
  }

  private record Waiting(Thread thread, FutureTask<Object> result) {

    /** Starts a call, and returns when it waits. */
    static Waiting at(BlockingQueue<String> queue, Call call) {
      FutureTask<Object> result = new FutureTask<>(() -> call.on(queue));
      Thread thread = new Thread(result);
      thread.setDaemon(true);
      thread.start();
      while (thread.getState() != Thread.State.WAITING
          && thread.getState() != Thread.State.TIMED_WAITING) {
        assertThat(result.isDone()).as("it does not wait").isFalse();
        Thread.onSpinWait();
      }
      return new Waiting(thread, result);
    }

    void assertInterrupted() throws InterruptedException {
      thread.interrupt();
      thread.join();
      assertFails(InterruptedException.class);
    }

    void assertFails(Class<? extends Exception> failure) {
      assertThat(result)
          .failsWithin(Duration.ofMinutes(1))
          .withThrowableThat()
          .havingCause()
          .isInstanceOf(failure);
    }
  }

  static Stream<GuardedQueue<String>> queues() {
    return Stream.of(
        GuardedQueue.<String>named("bare").capacity(2).build(),
        GuardedQueue.<String>named("fair").capacity(2).fair(true).build(),
        guarded().build(),
        guarded().fair(true).build());
  }

  private static GuardedQueueBuilder<String> guarded() {
    FakeTime time = new FakeTime();
    return GuardedQueue.<String>named("guarded")
        .capacity(2)
        .watermarks(Watermarks.ofCount(2, 1))
        .alerts(alert -> {})
        .timeToLive(Duration.ofDays(1))
        .shedding(Shedding.byDelay())
        .weigher(String::length)
        .ticker(time)
        .scheduler(time);
  }

  private static Object put(BlockingQueue<String> queue) throws InterruptedException {
    queue.put("c");
    return "put";
  }

  private static Object offerForLong(BlockingQueue<String> queue) throws InterruptedException {
    return queue.offer("c", 1, TimeUnit.DAYS);
  }

  private static Object pollForLong(BlockingQueue<String> queue) throws InterruptedException {
    return queue.poll(1, TimeUnit.DAYS);
  }

  @ParameterizedTest
  @MethodSource("queues")
  void put_and_a_timed_offer_wait_for_room(BlockingQueue<String> queue) throws Exception {
    for (Call call : List.<Call>of(BlockingContractTest::put, BlockingContractTest::offerForLong)) {
      queue.clear();
      queue.addAll(List.of("a", "b"));
      Waiting producer = Waiting.at(queue, call);
      assertThat(queue.take()).isEqualTo("a");
      producer.result().get();
      assertThat(queue).containsExactly("b", "c");
    }
  }

  @ParameterizedTest
  @MethodSource("queues")
  void take_and_a_timed_poll_wait_for_an_element(BlockingQueue<String> queue) throws Exception {
    for (Call call : List.<Call>of(BlockingQueue::take, BlockingContractTest::pollForLong)) {
      Waiting consumer = Waiting.at(queue, call);
      queue.put("a");
      assertThat(consumer.result().get()).isEqualTo("a");
      assertThat(queue).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("queues")
  void a_wait_ends_with_its_time(BlockingQueue<String> queue) throws Exception {
    assertThat(queue.poll(1, TimeUnit.NANOSECONDS)).isNull();
    assertThat(queue.poll(-1, TimeUnit.DAYS)).isNull();
    queue.addAll(List.of("a", "b"));
    assertThat(queue.offer("c", 1, TimeUnit.NANOSECONDS)).isFalse();
    assertThat(queue.offer("c", -1, TimeUnit.DAYS)).isFalse();
    assertThat(queue).containsExactly("a", "b");
  }

  @ParameterizedTest
  @MethodSource("queues")
  void an_interrupt_ends_every_wait_and_leaves_the_queue_as_it_was(BlockingQueue<String> queue)
      throws Exception {
    Waiting.at(queue, BlockingQueue::take).assertInterrupted();
    Waiting.at(queue, BlockingContractTest::pollForLong).assertInterrupted();
    queue.addAll(List.of("a", "b"));
    Waiting.at(queue, BlockingContractTest::put).assertInterrupted();
    Waiting.at(queue, BlockingContractTest::offerForLong).assertInterrupted();
    assertThat(queue).containsExactly("a", "b");
    assertThat(queue.poll()).isEqualTo("a");
    assertThat(queue.offer("d")).isTrue();
    assertThat(queue).containsExactly("b", "d");
  }

  @ParameterizedTest
  @MethodSource("queues")
  void who_comes_interrupted_is_told_so_though_nothing_would_have_to_wait(
      BlockingQueue<String> queue) {
    queue.add("a");
    for (Call call :
        List.<Call>of(
            BlockingQueue::take,
            BlockingContractTest::pollForLong,
            BlockingContractTest::put,
            BlockingContractTest::offerForLong)) {
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> call.on(queue));
      assertThat(Thread.interrupted()).isFalse();
    }
    assertThat(queue).containsExactly("a");
  }

  @ParameterizedTest
  @MethodSource("queues")
  void methods_that_do_not_wait_neither_heed_an_interrupt_nor_lose_it(BlockingQueue<String> queue) {
    Thread.currentThread().interrupt();
    assertThat(queue.offer("a")).isTrue();
    assertThat(queue.peek()).isEqualTo("a");
    assertThat(queue.poll()).isEqualTo("a");
    assertThat(Thread.interrupted()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("queues")
  void closing_releases_everybody_who_waits(GuardedQueue<String> queue) throws Exception {
    List<Waiting> consumers =
        List.of(
            Waiting.at(queue, BlockingQueue::take),
            Waiting.at(queue, BlockingContractTest::pollForLong));
    queue.close();
    consumers.get(0).assertFails(QueueClosedException.class);
    assertThat(consumers.get(1).result().get()).isNull();
  }

  @ParameterizedTest
  @MethodSource("queues")
  void closing_releases_producers_at_once_and_hands_the_rest_to_consumers(
      GuardedQueue<String> queue) throws Exception {
    queue.addAll(List.of("a", "b"));
    List<Waiting> producers =
        List.of(
            Waiting.at(queue, BlockingContractTest::put),
            Waiting.at(queue, BlockingContractTest::offerForLong));
    Waiting closer = Waiting.at(queue, q -> queue.close(Duration.ofDays(1)));
    producers.get(0).assertFails(QueueClosedException.class);
    assertThat(producers.get(1).result().get()).isEqualTo(false);
    assertThat(queue.take()).isEqualTo("a");
    assertThat(queue.take()).isEqualTo("b");
    DrainReport<?> report = (DrainReport<?>) closer.result().get();
    assertThat(report.drained()).isTrue();
    assertThat(report.taken()).isEqualTo(2);
    assertThat(report.end().rejected()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("queues")
  void is_drained_in_order_as_far_as_it_is_told(GuardedQueue<String> queue) {
    queue.addAll(List.of("a", "b"));
    List<String> target = new ArrayList<>(List.of("x"));
    assertThat(queue.drainTo(target, 0)).isZero();
    assertThat(queue.drainTo(target, -1)).isZero();
    assertThat(queue.drainTo(target, 1)).isEqualTo(1);
    assertThat(queue.drainTo(target)).isEqualTo(1);
    assertThat(queue.drainTo(target)).isZero();
    assertThat(target).containsExactly("x", "a", "b");
    assertThat(queue.snapshot().taken()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("queues")
  void is_drained_neither_to_itself_nor_to_nothing(GuardedQueue<String> queue) {
    queue.add("a");
    assertThatNullPointerException().isThrownBy(() -> queue.drainTo(null));
    assertThatNullPointerException().isThrownBy(() -> queue.drainTo(null, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> queue.drainTo(queue));
    assertThatIllegalArgumentException().isThrownBy(() -> queue.drainTo(queue, 0));
    assertThat(queue).containsExactly("a");
  }

  @ParameterizedTest
  @MethodSource("queues")
  void room_made_by_a_drain_a_removal_or_a_clear_is_given_to_who_waits(BlockingQueue<String> queue)
      throws Exception {
    for (Call makeRoom :
        List.<Call>of(
            q -> q.drainTo(new ArrayList<>()),
            q -> q.remove((Object) "b"),
            q -> q.removeIf("b"::equals),
            BlockingContractTest::clear)) {
      queue.clear();
      queue.addAll(List.of("a", "b"));
      Waiting producer = Waiting.at(queue, BlockingContractTest::put);
      makeRoom.on(queue);
      producer.result().get();
      assertThat(queue).endsWith("c");
    }
  }

  private static Object clear(BlockingQueue<String> queue) {
    queue.clear();
    return "cleared";
  }

  @ParameterizedTest
  @MethodSource("queues")
  void an_iterator_shows_one_moment_whatever_comes_and_goes(GuardedQueue<String> queue) {
    queue.addAll(List.of("a", "b"));
    Iterator<String> moment = queue.iterator();
    queue.poll();
    queue.offer("c");
    assertThat(moment.next()).isEqualTo("a");
    // It has left already: nothing is removed in its place.
    moment.remove();
    assertThat(moment.next()).isEqualTo("b");
    moment.remove();
    assertThat(moment).isExhausted();
    assertThat(queue).containsExactly("c");
    assertThat(queue.snapshot().removed()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("queues")
  void remove_takes_one_equal_element_out_and_counts_it(GuardedQueue<String> queue) {
    queue.addAll(List.of("a", "a"));
    assertThat(queue.remove((Object) "b")).isFalse();
    assertThat(queue.remove(null)).isFalse();
    assertThat(queue.remove((Object) "a")).isTrue();
    assertThat(queue).containsExactly("a");
    assertThat(queue.remainingCapacity()).isEqualTo(1);
    assertThat(queue.snapshot().removed()).isEqualTo(1);
    assertThat(queue.snapshot().offered()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("queues")
  void nulls_are_refused_by_every_method_that_adds(BlockingQueue<String> queue) {
    assertThatNullPointerException().isThrownBy(() -> queue.offer(null));
    assertThatNullPointerException().isThrownBy(() -> queue.offer(null, 1, TimeUnit.DAYS));
    assertThatNullPointerException().isThrownBy(() -> queue.put(null));
    assertThatNullPointerException().isThrownBy(() -> queue.add(null));
    assertThat(queue).isEmpty();
  }
}
