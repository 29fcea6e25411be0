package dev.plimsoll.external.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plimsoll.external.internal.Deadline;
import dev.plimsoll.servers.RedisServers;
import dev.plimsoll.servers.ServerProcess;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.args.Rawable;

/** A node that has room for one call: whatever that call dies of, the next one finds the room. */
class RedisNodeIT {

  private ServerProcess server;
  private RedisConnector connector;
  private RedisNode node;

  @BeforeEach
  void start() {
    server = RedisServers.start();
    connector = new RedisConnector(RedisAccess.plain(), 5_000, "test");
    node = new RedisNode(new HostAndPort("127.0.0.1", server.port()), connector, 1, () -> {});
  }

  @AfterEach
  void stop() {
    node.close();
    connector.close();
    server.close();
  }

  private static Deadline soon() {
    return Deadline.in(TimeUnit.SECONDS.toNanos(5));
  }

  /** Throws when it is about to be written, after the command before it was. */
  private static List<CommandArguments> half(Throwable failure) {
    Rawable throwing =
        () -> {
          if (failure instanceof Error error) {
            throw error;
          }
          throw (RuntimeException) failure;
        };
    return List.of(
        new CommandArguments(Command.ECHO).add("left over"),
        new CommandArguments(Command.GET).add(throwing));
  }

  private void assertThatTheNextCallGetsItsOwnReply() {
    CommandArguments echo = new CommandArguments(Command.ECHO).add("mine");
    assertThat(node.exchange(List.of(echo), true, soon()))
        .containsExactly("mine".getBytes(StandardCharsets.UTF_8));
  }

  private static Throwable failure(boolean error) {
    return error ? new StackOverflowError("deep") : new IllegalStateException("odd");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void gives_the_place_of_a_call_back_that_died_of_something_else_than_the_server(boolean error) {
    Throwable failure = failure(error);
    assertThatThrownBy(() -> node.exchange(half(failure), true, soon())).isSameAs(failure);
    assertThatTheNextCallGetsItsOwnReply();
    assertThatThrownBy(() -> node.open(half(failure), soon())).isSameAs(failure);
    assertThatTheNextCallGetsItsOwnReply();
  }
}
