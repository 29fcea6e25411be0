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
  void a_server_that_is_away_costs_a_deadline_each_until_it_is_left_alone() throws Exception {
    List<String> lines = Printed.by(Example41AServerThatIsAway::main);
    assertThat(lines)
        .anyMatch(line -> line.startsWith("a known key") && line.endsWith("hit: Alice"))
        .anyMatch(line -> line.endsWith("did not answer by the deadline"))
        .anyMatch(line -> line.endsWith("it is left alone for 250 ms"))
        .contains("with a loader: Alice, from the database")
        .anyMatch(line -> line.startsWith("in use again after"));
  }

  @Test
  void a_near_cache_answers_in_process_and_shows_what_others_write() throws Exception {
    List<String> lines = Printed.by(Example42ANearCacheThatDoesNotGoStale::main);
    assertThat(lines)
        .anyMatch(line -> line.matches("of 10,000 reads [0-9],[0-9]{3} were answered in process"))
        .contains("held here: 1 copy; the ledger says 3 bytes")
        .anyMatch(line -> line.startsWith("another process wrote; seen here after"))
        .anyMatch(line -> line.startsWith("the server was restarted; seen here after"));
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
