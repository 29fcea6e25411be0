package dev.plimsoll.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every element has a time to live of its own, and deadlines come in any order. */
class OwnTimeToLiveTest {

  private record Job(String name, int seconds) {
    Duration timeToLive() {
      return Duration.ofSeconds(seconds);
    }
  }

  private final FakeTime time = new FakeTime();
  private final List<String> expired = new ArrayList<>();

  private GuardedQueueBuilder<Job> builder(int capacity) {
    return GuardedQueue.<Job>named("jobs")
        .capacity(capacity)
        .timeToLive(Job::timeToLive)
        .ticker(time)
        .scheduler(time)
        .listenerExecutor(Runnable::run);
  }

  private GuardedQueue<Job> queue(int capacity) {
    GuardedQueue<Job> queue = builder(capacity).build();
    queue.onDeadLetter((job, reason) -> expired.add(job.name() + ' ' + reason));
    return queue;
  }

  @Test
  void what_is_over_is_swept_from_the_middle_though_nobody_polls() {
    GuardedQueue<Job> queue = queue(10);
    queue.addAll(List.of(new Job("a", 60), new Job("b", 1), new Job("c", 30), new Job("d", 2)));
    time.advance(Duration.ofSeconds(3));
    assertThat(expired).containsExactly("b EXPIRED", "d EXPIRED");
    assertThat(queue).extracting(Job::name).containsExactly("a", "c");
    assertThat(queue.snapshot().expired()).isEqualTo(2);
    assertThat(queue.snapshot().offered()).isEqualTo(4);
  }

  @Test
  void what_is_over_never_reaches_a_consumer_though_nobody_has_swept() {
    AtomicLong clock = new AtomicLong();
    GuardedQueue<Job> queue = builder(10).ticker(clock::get).scheduler(new FakeTime()).build();
    queue.addAll(List.of(new Job("a", 1), new Job("b", 60), new Job("c", 1)));
    clock.set(Duration.ofSeconds(2).toNanos());
    assertThat(queue.peek().name()).isEqualTo("b");
    assertThat(queue.poll().name()).isEqualTo("b");
    assertThat(queue.poll()).isNull();
    assertThat(queue.snapshot().expired()).isEqualTo(2);
  }

  @Test
  void what_is_over_makes_room_wherever_it_stands() {
    AtomicLong clock = new AtomicLong();
    GuardedQueue<Job> queue = builder(3).ticker(clock::get).scheduler(new FakeTime()).build();
    queue.addAll(List.of(new Job("a", 60), new Job("b", 1), new Job("c", 60)));
    assertThat(queue.offer(new Job("too early", 60))).isFalse();
    clock.set(Duration.ofSeconds(2).toNanos());
    assertThat(queue.offer(new Job("d", 60))).isTrue();
    assertThat(queue).extracting(Job::name).containsExactly("a", "c", "d");
  }

  @Test
  void the_shorter_counts_where_there_is_one_for_all_too() {
    GuardedQueue<Job> queue = builder(10).timeToLive(Duration.ofSeconds(10)).build();
    queue.addAll(List.of(new Job("a", 60), new Job("b", 5)));
    time.advance(Duration.ofSeconds(6));
    assertThat(queue).extracting(Job::name).containsExactly("a");
    time.advance(Duration.ofSeconds(5));
    assertThat(queue).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void a_time_to_live_must_be_positive(int seconds) {
    GuardedQueue<Job> queue = queue(10);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> queue.offer(new Job("a", seconds)))
        .withMessageContaining("must be positive")
        .withMessageContaining("Job[name=a, seconds=" + seconds + "]");
    assertThat(queue).isEmpty();
    assertThat(queue.snapshot().offered()).isZero();
  }

  @Test
  void a_function_that_fails_or_answers_null_fails_the_offer_and_nothing_else() {
    Function<String, Duration> bad = s -> s.isEmpty() ? null : Duration.parse(s);
    GuardedQueue<String> queue =
        GuardedQueue.<String>named("jobs").timeToLive(bad).scheduler(time).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> queue.offer(""))
        .withMessageContaining("answered null");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> queue.offer("soon"))
        .withMessageContaining("failed on element soon");
    assertThat(queue.offer("PT5S")).isTrue();
  }

  @Test
  void eternity_is_a_time_to_live_too() {
    GuardedQueue<String> queue =
        GuardedQueue.<String>named("jobs")
            .timeToLive(s -> Duration.ofSeconds(Long.MAX_VALUE))
            .ticker(time)
            .scheduler(time)
            .build();
    queue.offer("a");
    time.advance(Duration.ofDays(1));
    assertThat(queue).containsExactly("a");
  }

  /** What a list does, one element after the other. */
  private final class Model {
    private record Entry(int number, long deadline) {}

    private final List<Entry> entries = new ArrayList<>();
    private final Map<Integer, Long> deadlines = new HashMap<>();
    private final int capacity;

    Model(int capacity) {
      this.capacity = capacity;
    }

    void sweep() {
      entries.removeIf(entry -> entry.deadline <= time.getAsLong());
    }

    boolean offer(int number) {
      sweep();
      long deadline = time.getAsLong() + lifetime(number).toNanos();
      deadlines.put(number, deadline);
      return entries.size() < capacity && entries.add(new Entry(number, deadline));
    }

    Integer poll() {
      sweep();
      return entries.isEmpty() ? null : entries.remove(0).number;
    }

    boolean wasLive(int number) {
      return deadlines.get(number) > time.getAsLong();
    }

    boolean remove(int number) {
      return entries.removeIf(entry -> entry.number == number);
    }

    /** What is over, but not swept: a beat comes every 10 ms. */
    List<Integer> live(GuardedQueue<Integer> queue) {
      return Stream.of(queue.toArray(new Integer[0]))
          .filter(number -> deadlines.get(number) > time.getAsLong())
          .toList();
    }

    List<Integer> numbers() {
      return entries.stream().map(Entry::number).toList();
    }
  }

  private static Duration lifetime(int number) {
    return Duration.ofMillis(1 + new Random(number).nextInt(5_000));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 64, 100, 1000})
  void agrees_with_a_plain_list_whatever_happens(int capacity) {
    GuardedQueue<Integer> queue =
        GuardedQueue.<Integer>named("numbers")
            .capacity(capacity)
            .timeToLive(OwnTimeToLiveTest::lifetime)
            .watermarks(Watermarks.ofFraction(0.8, 0.5))
            .alerts(alert -> {})
            .weigher(number -> number % 5)
            .ticker(time)
            .scheduler(time)
            .build();
    Model model = new Model(capacity);
    Random random = new Random(capacity);
    for (int number = 0; number < 20_000; number++) {
      int choice = random.nextInt(capacity < 10 ? 10 : 4 * capacity);
      if (choice == 0) {
        time.advance(Duration.ofMillis(random.nextInt(2_000)));
        model.sweep();
        assertThat(model.live(queue)).isEqualTo(model.numbers());
      } else if (choice == 1) {
        int victim = number - random.nextInt(2 * capacity);
        model.sweep();
        assertThat(queue.remove((Object) victim) && model.wasLive(victim))
            .isEqualTo(model.remove(victim));
      } else if (choice % 5 < 3) {
        assertThat(queue.offer(number)).isEqualTo(model.offer(number));
      } else {
        assertThat(queue.poll()).isEqualTo(model.poll());
      }
    }
    model.sweep();
    assertThat(model.live(queue)).isEqualTo(model.numbers());
    assertThat(queue.snapshot().weight())
        .isEqualTo(queue.stream().mapToLong(number -> number % 5).sum());
    assertThat(queue.snapshot().offered()).isEqualTo(offers(queue.snapshot()));
  }

  private static long offers(QueueSnapshot s) {
    return s.taken() + s.rejected() + s.expired() + s.removed() + s.queued();
  }

  @Test
  void a_sweep_looks_at_what_may_be_over_and_at_no_more() {
    int places = 1 << 20;
    Deadlines deadlines = new Deadlines(places, 0);
    for (int place = 0; place < places; place++) {
      deadlines.set(place, 0, 1_000 + place);
    }
    assertThat(deadlines.isAnyOver(999)).isFalse();
    List<Integer> looked = new ArrayList<>();
    List<Integer> over = new ArrayList<>();
    deadlines.expire(
        places / 2,
        1_010,
        new Deadlines.Places() {
          @Override
          public boolean isTaken(int place) {
            return looked.add(place);
          }

          @Override
          public void expire(int place, long now) {
            over.add(place);
          }
        });
    assertThat(over).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    assertThat(looked).hasSize(64);
    assertThat(deadlines.isAnyOver(1_010)).isFalse();
    assertThat(deadlines.isAnyOver(1_011)).isTrue();
  }
}
