package dev.plimsoll.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plimsoll.retention.internal.FailureLog;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RetentionListenersTest {

  private final Owner users = Owner.named("users");

  @Test
  void tells_every_listener_in_the_order_given() {
    RecordingListener first = new RecordingListener();
    RecordingListener second = new RecordingListener();

    tell(RetentionListeners.of(first, second));

    assertThat(first.heard)
        .containsExactly("retained users 1 10", "released users 1 10 EXPIRED", "allocated users 5");
    assertThat(second.heard).isEqualTo(first.heard);
  }

  @Test
  void lets_a_listener_that_throws_cost_nobody_else() {
    RecordingListener second = new RecordingListener();

    tell(RetentionListeners.of(new ThrowingListener(), second));

    assertThat(second.heard).hasSize(3);
  }

  @Test
  void is_silent_when_nobody_listens() {
    assertThat(RetentionListeners.of()).isSameAs(RetentionListener.none());
    assertThat(RetentionListeners.of(RetentionListener.none())).isSameAs(RetentionListener.none());
  }

  @Test
  void guards_nobody_twice() {
    RetentionListener guarded = RetentionListeners.guarded(new ThrowingListener());

    assertThat(RetentionListeners.guarded(guarded)).isSameAs(guarded);
    assertThat(RetentionListeners.of(guarded)).isSameAs(guarded);
  }

  @Test
  void refuses_null_by_name() {
    assertThatThrownBy(() -> RetentionListeners.of((RetentionListener) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("listener");
  }

  @Test
  void logs_the_first_failure_at_once_and_then_one_a_minute_with_the_number_left_out() {
    RecordingLogger logger = new RecordingLogger();
    AtomicLong clock = new AtomicLong();
    FailureLog log = new FailureLog(logger, "the listener", clock::get);
    RetentionListener guarded = new GuardedRetention(new ThrowingListener(), log);

    tell(guarded);
    clock.addAndGet(Duration.ofMinutes(1).toNanos());
    guarded.retained(users, 2, 1);

    assertThat(logger.lines)
        .containsExactly(
            "WARNING the listener failed: retained",
            "WARNING the listener failed (and 2 more times since the last report): retained");
  }

  private void tell(RetentionListener listener) {
    listener.retained(users, 1, 10);
    listener.released(users, 1, 10, ReleaseCause.EXPIRED);
    listener.allocated(users, 5);
  }
}
