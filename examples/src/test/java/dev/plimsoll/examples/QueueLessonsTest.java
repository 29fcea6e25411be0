package dev.plimsoll.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the lesson about the guarded queue shows; its time is moved by hand. */
class QueueLessonsTest {

  @Test
  void an_alarm_a_refusal_an_expiry_and_the_fate_of_every_order_are_shown() throws Exception {
    assertThat(Printed.by(Example30GuardedQueue::main))
        .contains(
            "   alarm: queue orders: HIGH_WATERMARK RAISED: depth 8 of 10, marks 8 and 5",
            "   dead letter: order 13 REJECTED",
            "   add throws: queue orders is full: depth 10 of 10",
            "   dead letter: order 12 EXPIRED",
            "   taken: order 16, the others had expired",
            "   alarm: queue orders: HIGH_WATERMARK CLEARED: depth 5 of 10, marks 8 and 5",
            "   handed back: [order 17, order 18]",
            "   18 offered = 3 taken + 3 rejected + 10 expired + 2 left");
  }
}
