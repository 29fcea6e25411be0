package dev.plimsoll.retention.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.plimsoll.retention.Bound;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionListener;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RetentionRecorderTest {

  private final Owner users = Owner.named("users", Bound.entries(1000));
  private final Owner mails = Owner.named("mails");
  private final RetentionRecorder recorder = RetentionRecorder.create();

  /** The events as words, one string each. */
  static List<String> told(Recording recording) {
    List<String> told = new ArrayList<>();
    recording.forEach(
        new RecordingVisitor() {
          @Override
          public void retained(int owner, long id, long bytes) {
            told.add("retained " + owner + ' ' + id + ' ' + bytes);
          }

          @Override
          public void released(int owner, long id, ReleaseCause cause) {
            told.add("released " + owner + ' ' + id + ' ' + cause);
          }

          @Override
          public void allocated(int owner, long bytes) {
            told.add("allocated " + owner + ' ' + bytes);
          }
        });
    return told;
  }

  @Test
  void it_writes_down_what_is_reported_in_order() {
    recorder.retained(users, 1, 100);
    recorder.allocated(mails, 2_000);
    recorder.retained(users, 2, RetentionListener.UNKNOWN_BYTES);
    recorder.released(users, 1, 100, ReleaseCause.EVICTED);

    Recording recording = recorder.recording();
    assertThat(told(recording))
        .containsExactly(
            "retained 0 1 100", "allocated 1 2000", "retained 0 2 -1", "released 0 1 EVICTED");
    assertThat(recording.owners())
        .containsExactly(
            new RecordedOwner("users", Bound.entries(1000)),
            new RecordedOwner("mails", Bound.none()));
  }

  @Test
  void any_ids_sizes_and_causes_come_back() {
    SplittableRandom random = new SplittableRandom(7);
    List<Owner> owners = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      owners.add(Owner.named("owner " + i));
      recorder.allocated(owners.get(i), i);
    }
    List<String> expected = new ArrayList<>(told(recorder.recording()));
    ReleaseCause[] causes = ReleaseCause.values();
    for (int i = 0; i < 20_000; i++) {
      int owner = random.nextInt(owners.size());
      long any = random.nextLong() >> random.nextInt(64);
      long size = Math.abs(any >> 1);
      switch (random.nextInt(3)) {
        case 0 -> {
          recorder.retained(owners.get(owner), any, size);
          expected.add("retained " + owner + ' ' + any + ' ' + size);
        }
        case 1 -> {
          ReleaseCause cause = causes[random.nextInt(causes.length)];
          recorder.released(owners.get(owner), any, size, cause);
          expected.add("released " + owner + ' ' + any + ' ' + cause);
        }
        default -> {
          recorder.allocated(owners.get(owner), size);
          expected.add("allocated " + owner + ' ' + size);
        }
      }
    }
    assertThat(told(recorder.recording())).isEqualTo(expected);
  }

  @Test
  void a_busy_container_takes_two_bytes_an_event() {
    for (int id = 0; id < 100_000; id++) {
      recorder.retained(users, id, 64);
      if (id >= 1000) {
        recorder.released(users, id - 1000, 64, ReleaseCause.EVICTED);
      }
      recorder.allocated(mails, 512);
    }
    Recording recording = recorder.recording();
    assertThat((double) recording.bytes() / recording.events()).isLessThan(2);
  }

  @Test
  void what_exceeds_the_bound_is_counted_and_a_beginning_without_gaps_is_kept() {
    RetentionRecorder small = RetentionRecorder.ofMaxBytes(1 << 16);
    for (int id = 0; id < 100_000; id++) {
      small.retained(users, id, id);
    }
    Recording recording = small.recording();
    assertThat(recording.bytes()).isLessThanOrEqualTo(1 << 16);
    assertThat(recording.events() + recording.lost()).isEqualTo(100_000);
    assertThat(recording.lost()).isPositive().isEqualTo(small.lost());
    List<String> told = told(recording);
    assertThat(told).hasSize((int) recording.events());
    assertThat(told.get(told.size() - 1))
        .isEqualTo("retained 0 %d %d".formatted(told.size() - 1, told.size() - 1));
  }

  @Test
  void later_events_do_not_change_a_recording_that_was_taken() {
    recorder.retained(users, 1, 8);
    Recording taken = recorder.recording();
    recorder.retained(users, 2, 8);
    assertThat(told(taken)).containsExactly("retained 0 1 8");
    assertThat(recorder.events()).isEqualTo(2);
  }

  @Test
  void it_says_how_long_it_took_from_its_first_event() {
    AtomicLong clock = new AtomicLong(100);
    RetentionRecorder timed = RetentionRecorder.ofMaxBytes(1 << 16, clock::get);
    assertThat(timed.recording().nanos()).isZero();
    clock.set(1_000);
    timed.retained(users, 1, 8);
    clock.set(5_000);
    assertThat(timed.recording().nanos()).isEqualTo(4_000);
  }

  @Test
  void its_time_ends_when_it_is_full() {
    AtomicLong clock = new AtomicLong();
    RetentionRecorder timed = RetentionRecorder.ofMaxBytes(1 << 16, clock::getAndIncrement);
    for (int id = 0; timed.lost() == 0; id++) {
      timed.retained(users, id, id);
    }
    long nanos = timed.recording().nanos();
    clock.set(1_000_000);
    assertThat(timed.recording().nanos()).isEqualTo(nanos);
  }

  @Test
  void many_threads_lose_nothing() throws InterruptedException {
    int threads = 8;
    int each = 20_000;
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> running = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      Owner owner = Owner.named("owner " + t);
      Thread thread =
          new Thread(
              () -> {
                awaitStart(start);
                for (int id = 0; id < each; id++) {
                  recorder.retained(owner, id, id);
                }
              });
      thread.start();
      running.add(thread);
    }
    start.countDown();
    for (Thread thread : running) {
      thread.join();
    }
    long[] next = new long[threads];
    told(recorder.recording())
        .forEach(
            event -> {
              String[] words = event.split(" ", -1);
              int owner = Integer.parseInt(words[1]);
              assertThat(Long.parseLong(words[2])).isEqualTo(next[owner]++);
            });
    assertThat(next).containsOnly(each);
  }

  private static void awaitStart(CountDownLatch start) {
    try {
      start.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_bound_out_of_range_is_refused_with_its_value() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RetentionRecorder.ofMaxBytes(100))
        .withMessageContaining(": 100");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RetentionRecorder.ofMaxBytes(Integer.MAX_VALUE));
  }
}
