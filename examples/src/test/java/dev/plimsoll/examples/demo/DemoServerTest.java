package dev.plimsoll.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class DemoServerTest {

  private DemoServer server;

  @BeforeEach
  void start() throws Exception {
    server = DemoServer.start(ServerKind.GUARDED, 0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void finds_a_user_in_the_database_first_and_in_the_cache_then() throws Exception {
    assertThat(get("/user/1").text()).contains("user-1@example.org", "found in the database");
    assertThat(get("/user/1").text()).contains("user-1@example.org", "found in the cache");
  }

  @Test
  void the_memory_page_tells_both_heaps_and_the_owners() throws Exception {
    get("/user/1");

    Answer memory = get("/memory");

    assertThat(memory.status()).isEqualTo(200);
    assertThat(memory.text())
        .contains("real heap", "simulated young", "simulated old", "users held         1")
        .contains("users ", "mails ", "requests ");
  }

  @Test
  void the_collections_page_tells_those_of_both_heaps() throws Exception {
    assertThat(get("/gc").text()).contains("Real collections", "Simulated collections");
  }

  @Test
  void says_what_can_be_asked_for() throws Exception {
    assertThat(get("/"))
        .matches(Answer::ok)
        .extracting(Answer::text)
        .asString()
        .contains("/user/1");
    assertThat(get("/nothing").status()).isEqualTo(404);
    assertThat(get("/user/x")).isEqualTo(new Answer(400, "x is no user's number: try /user/1\n"));
  }

  @ParameterizedTest
  @EnumSource
  void both_kinds_tell_the_simulated_heap_what_they_hold(ServerKind kind) throws Exception {
    try (DemoServer other = DemoServer.start(kind, 0)) {
      for (int user = 1; user <= 50; user++) {
        Answer.of(URI.create("http://127.0.0.1:" + other.port() + "/user/" + user));
      }
      Sample sample = other.sample();

      assertThat(sample.of(Figure.USERS_HELD)).isEqualTo(50);
      assertThat(sample.owners())
          .filteredOn(row -> row.owner().equals("users"))
          .singleElement()
          .satisfies(row -> assertThat(row.live()).isGreaterThan(50 * 10_240L));
    }
  }

  @Test
  void names_a_port_that_is_in_use() {
    assertThatThrownBy(() -> DemoServer.start(ServerKind.LEAKY, server.port()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("port " + server.port() + " is in use")
        .hasMessageContaining("--port");
  }

  private Answer get(String path) {
    return Answer.of(URI.create("http://127.0.0.1:" + server.port() + path));
  }
}
