package dev.plimsoll.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExternalLessonsTest {

  @Test
  void moving_a_cache_outside_empties_both_old_generations() {
    Example40MoveALeakyCacheToRedis.Moved moved = Example40MoveALeakyCacheToRedis.move();
    long sessions = 5_000L * Example40MoveALeakyCacheToRedis.SESSIONS;
    assertThat(moved.stored()).isEqualTo(Example40MoveALeakyCacheToRedis.SESSIONS);
    assertThat(moved.before().simulatedOld()).isGreaterThan(sessions);
    assertThat(moved.after().simulatedOld()).isLessThan(sessions / 50);
    assertThat(moved.before().real() - moved.after().real()).isGreaterThan(sessions / 2);
    assertThat(moved.session7()).isEqualTo("session 7");
  }

  @Test
  void a_queue_on_redis_raises_an_alarm_and_loses_nothing() throws Exception {
    List<String> lines = Printed.by(Example43AQueueOnRedisStreams::main);
    assertThat(lines)
        .anyMatch(line -> line.startsWith("accepted 100, then refused"))
        .anyMatch(line -> line.startsWith("alarm: ") && line.contains("HIGH_WATERMARK"))
        .contains("the second takes over order 0", "the second has done all 100: depth 0");
  }
}
