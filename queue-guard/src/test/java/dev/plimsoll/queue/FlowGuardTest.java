package dev.plimsoll.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class FlowGuardTest {

  private final GuardedQueue<Integer> queue =
      GuardedQueue.<Integer>named("flow").capacity(8).build();
  private final FlowGuard<Integer> guard = FlowGuard.over(queue, Runnable::run);
  private final Sink sink = new Sink();

  private static final class Sink implements Flow.Subscriber<Integer> {
    private final List<Integer> got = new ArrayList<>();
    private Flow.Subscription subscription;
    private Throwable error;
    private boolean complete;

    @Override
    public void onSubscribe(Flow.Subscription s) {
      subscription = s;
    }

    @Override
    public void onNext(Integer element) {
      got.add(element);
    }

    @Override
    public void onError(Throwable cause) {
      error = cause;
    }

    @Override
    public void onComplete() {
      complete = true;
    }
  }

  /** Sends as many numbers as it is asked for, up to a limit. */
  private final class Source implements Flow.Subscription {
    private final int limit;
    private long requested;
    private int sent;
    private boolean cancelled;

    Source(int limit) {
      this.limit = limit;
    }

    @Override
    public void request(long n) {
      requested += n;
    }

    void run() {
      while (sent < Math.min(limit, requested) && !cancelled) {
        guard.onNext(sent++);
      }
      if (sent == limit) {
        guard.onComplete();
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  @Test
  void asks_for_no_more_than_it_has_room_for() {
    Source source = new Source(100);
    guard.onSubscribe(source);
    guard.subscribe(sink);
    source.run();
    assertThat(source.requested).isEqualTo(8);
    assertThat(queue).hasSize(8);
    assertThat(sink.got).isEmpty();
  }

  @Test
  void a_long_stream_passes_whole_and_in_order_through_a_short_queue() {
    Source source = new Source(10_000);
    guard.onSubscribe(source);
    guard.subscribe(sink);
    while (!sink.complete) {
      source.run();
      sink.subscription.request(3);
      assertThat(queue.size()).isLessThanOrEqualTo(8);
    }
    assertThat(sink.got).hasSize(10_000).isSorted();
    assertThat(queue.snapshot().rejected()).isZero();
  }

  @Test
  void a_publisher_that_sends_unasked_meets_the_queues_policy() {
    guard.onSubscribe(new Source(0));
    guard.subscribe(sink);
    for (int i = 0; i < 20; i++) {
      guard.onNext(i);
    }
    assertThat(queue.snapshot().rejected()).isEqualTo(12);
  }

  @Test
  void an_error_comes_after_what_came_before_it() {
    guard.onSubscribe(new Source(0));
    guard.subscribe(sink);
    guard.onNext(1);
    guard.onError(new IllegalStateException("on purpose"));
    assertThat(sink.error).isNull();
    sink.subscription.request(1);
    assertThat(sink.got).containsExactly(1);
    assertThat(sink.error).hasMessage("on purpose");
  }

  @Test
  void a_cancel_reaches_the_publisher_and_closes_the_queue() {
    Source source = new Source(5);
    guard.onSubscribe(source);
    guard.subscribe(sink);
    sink.subscription.cancel();
    assertThat(source.cancelled).isTrue();
    assertThat(queue.isClosed()).isTrue();
  }

  @Test
  void a_second_subscriber_is_refused() {
    guard.subscribe(sink);
    Sink second = new Sink();
    guard.subscribe(second);
    assertThat(second.error).isInstanceOf(IllegalStateException.class).hasMessageContaining("flow");
  }

  @Test
  void a_request_that_is_not_positive_ends_the_stream_though_elements_are_still_arriving() {
    List<Runnable> later = new ArrayList<>();
    FlowGuard<Integer> busy = FlowGuard.over(queue, later::add);
    busy.onSubscribe(new Source(8));
    busy.subscribe(sink);

    sink.subscription.request(-1);
    busy.onNext(1);
    later.forEach(Runnable::run);

    assertThat(sink.got).isEmpty();
    assertThat(sink.error).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("-1");
  }
}
