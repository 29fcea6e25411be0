package dev.plimsoll.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpillTest {

  private static final int HEADER_BYTES = 32;

  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("orders.spill");
  }

  private GuardedQueue<String> spilling(int capacity, long maxBytes) {
    return GuardedQueue.<String>named("orders")
        .capacity(capacity)
        .rejection(
            RejectionPolicy.spillTo(
                file(), maxBytes, s -> s.getBytes(UTF_8), bytes -> new String(bytes, UTF_8)))
        .build();
  }

  @Test
  void what_does_not_fit_waits_in_the_file_and_comes_back_in_order() {
    try (GuardedQueue<String> queue = spilling(2, 10_000)) {
      for (int i = 0; i < 100; i++) {
        assertThat(queue.offer("order " + i)).isTrue();
      }
      assertThat(queue.snapshot().queued()).isEqualTo(2);
      assertThat(queue.snapshot().spilled()).isEqualTo(98);
      assertThat(queue.snapshot().offered()).isEqualTo(100);
      for (int i = 0; i < 100; i++) {
        assertThat(queue.poll()).isEqualTo("order " + i);
      }
      assertThat(queue.poll()).isNull();
      assertThat(queue.snapshot().taken()).isEqualTo(100);
    }
  }

  @Test
  void a_full_file_refuses_and_its_space_is_used_again_and_again() throws IOException {
    try (GuardedQueue<String> queue = spilling(1, 200)) {
      int next = 0;
      int expected = 0;
      for (int round = 0; round < 200; round++) {
        while (queue.offer("order " + next)) {
          next++;
        }
        for (int i = 0; i < 3; i++) {
          assertThat(queue.poll()).isEqualTo("order " + expected++);
        }
        assertThat(Files.size(file())).isLessThanOrEqualTo(200);
      }
      assertThat(queue.snapshot().offered()).isEqualTo(next + 200L);
    }
  }

  @Test
  void what_an_earlier_run_left_comes_first_and_counts_as_offered() throws IOException {
    Path crashed = directory.resolve("crashed");
    try (GuardedQueue<String> earlier = spilling(1, 10_000)) {
      earlier.addAll(List.of("lost with the heap", "a", "b"));
      Files.copy(file(), crashed);
    }
    Files.copy(crashed, file());
    try (GuardedQueue<String> queue = spilling(1, 10_000)) {
      queue.offer("c");
      assertThat(queue.snapshot().offered()).isEqualTo(3);
      assertThat(List.of(queue.remove(), queue.remove(), queue.remove()))
          .containsExactly("a", "b", "c");
    }
  }

  @Test
  void closing_hands_back_the_files_elements_too_and_deletes_it() {
    GuardedQueue<String> queue = spilling(1, 10_000);
    queue.addAll(List.of("a", "b", "c"));
    DrainReport<String> report = queue.close(Duration.ZERO);
    assertThat(report.left()).containsExactly("a", "b", "c");
    assertThat(report.end().spilled()).isEqualTo(2);
    assertThat(file()).doesNotExist();
    assertThat(queue.snapshot().offered()).isEqualTo(3);
  }

  @Test
  void an_element_that_cannot_be_decoded_is_dropped_and_counted() {
    try (GuardedQueue<String> queue =
        GuardedQueue.<String>named("orders")
            .capacity(1)
            .rejection(
                RejectionPolicy.spillTo(
                    file(),
                    10_000,
                    s -> s.getBytes(UTF_8),
                    bytes -> {
                      if (bytes.length > 1) {
                        throw new IllegalStateException("on purpose");
                      }
                      return new String(bytes, UTF_8);
                    }))
            .build()) {
      queue.addAll(List.of("a", "bad", "c"));
      assertThat(List.of(queue.remove(), queue.remove())).containsExactly("a", "c");
      assertThat(queue.snapshot().dropped()).isEqualTo(1);
      assertThat(queue.snapshot().offered()).isEqualTo(3);
    }
  }

  @Test
  void a_file_that_is_something_else_is_left_alone() throws IOException {
    Files.writeString(file(), "a letter to somebody, longer than a header is");
    assertThatIllegalStateException()
        .isThrownBy(() -> spilling(1, 10_000))
        .withMessageContaining("is no spill file");
    assertThat(file()).content().startsWith("a letter");
  }

  @Test
  void two_queues_do_not_share_a_file() {
    try (GuardedQueue<String> first = spilling(1, 10_000)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> spilling(1, 10_000))
          .withMessageContaining("in use by another queue");
      assertThat(first.offer("a")).isTrue();
    }
  }

  @Test
  void what_cannot_be_read_back_costs_nobody_an_element_and_comes_when_it_can() throws IOException {
    try (GuardedQueue<String> queue = spilling(1, 10_000)) {
      queue.addAll(List.of("a", "b", "c"));
      byte[] whole = cut(HEADER_BYTES);

      assertThat(queue.poll()).isEqualTo("a");
      assertThat(queue.poll()).isNull();
      assertThat(queue.offer("d")).isTrue();
      assertThat(queue.poll()).isEqualTo("d");
      assertThat(queue.snapshot().spilled()).isEqualTo(2);
      assertThat(queue.snapshot().offered()).isEqualTo(4);

      Files.write(file(), whole, StandardOpenOption.WRITE);
      assertThat(List.of(queue.remove(), queue.remove())).containsExactly("b", "c");
      assertThat(queue.snapshot().taken()).isEqualTo(4);
    }
    assertThat(file()).doesNotExist();
  }

  @Test
  void closing_keeps_a_file_that_cannot_be_read_and_the_next_queue_finds_it() throws IOException {
    GuardedQueue<String> queue = spilling(1, 10_000);
    queue.addAll(List.of("a", "b", "c"));
    byte[] whole = cut(HEADER_BYTES);

    DrainReport<String> report = queue.close(Duration.ZERO);
    assertThat(report.left()).containsExactly("a");
    assertThat(report.stranded()).isEqualTo(2);
    assertThat(report.drained()).isFalse();
    assertThat(queue.snapshot().offered()).isEqualTo(3);

    Files.write(file(), whole);
    try (GuardedQueue<String> next = spilling(2, 10_000)) {
      assertThat(next).containsExactly("b", "c");
    }
  }

  /** Cuts the file off and answers what it was. */
  private byte[] cut(int length) throws IOException {
    byte[] whole = Files.readAllBytes(file());
    try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
      channel.truncate(length);
    }
    return whole;
  }

  @Test
  void a_thread_that_is_interrupted_spills_and_takes_like_any_other() {
    Thread.currentThread().interrupt();
    try (GuardedQueue<String> queue = spilling(1, 10_000)) {
      queue.addAll(List.of("a", "b", "c"));
      assertThat(List.of(queue.remove(), queue.remove(), queue.remove()))
          .containsExactly("a", "b", "c");
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void a_damaged_file_is_left_alone() throws IOException {
    byte[] whole;
    try (GuardedQueue<String> queue = spilling(1, 10_000)) {
      queue.addAll(List.of("a", "b", "c"));
      whole = Files.readAllBytes(file());
    }
    Files.write(file(), Arrays.copyOf(whole, HEADER_BYTES + 3));
    assertThatIllegalStateException()
        .isThrownBy(() -> spilling(1, 10_000))
        .withMessageContaining("is damaged; move it away");
    assertThat(file()).exists();
  }
}
