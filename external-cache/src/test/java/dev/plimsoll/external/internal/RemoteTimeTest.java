package dev.plimsoll.external.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.external.Await;
import org.junit.jupiter.api.Test;

class RemoteTimeTest {

  private static final long NANOS = 5_000_000;

  private final RemoteTime time = new RemoteTime(NANOS);

  /** Takes all the time there is. */
  private static boolean answeredLate(Deadline deadline, boolean isAnswered) {
    Await.until(deadline::isOver);
    return isAnswered;
  }

  @Test
  void counts_what_a_call_spends() {
    boolean unused = time.spend(deadline -> answeredLate(deadline, true));
    assertThat(time.leftNanos()).isZero();
  }

  @Test
  void does_not_count_what_the_server_answered_to_somebody_who_waits() {
    boolean unused = time.ask(deadline -> answeredLate(deadline, true), answered -> answered);
    assertThat(time.leftNanos()).isEqualTo(NANOS);
  }

  @Test
  void counts_what_the_server_did_not_answer_to_somebody_who_waits() {
    boolean unused = time.ask(deadline -> answeredLate(deadline, false), answered -> answered);
    assertThat(time.leftNanos()).isZero();
  }
}
