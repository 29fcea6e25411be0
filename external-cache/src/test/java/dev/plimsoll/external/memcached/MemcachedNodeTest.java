package dev.plimsoll.external.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.plimsoll.external.UnavailableException;
import dev.plimsoll.external.UnavailableException.Reason;
import dev.plimsoll.external.internal.SocketWatch;
import org.junit.jupiter.api.Test;

class MemcachedNodeTest {

  @Test
  void a_call_that_dies_of_an_error_gives_its_place_back() {
    Address nowhere = new Address("127.0.0.1", 1);
    try (SocketWatch watch = new SocketWatch("test");
        MemcachedNode node = new MemcachedNode(nowhere, 1, new MetaTransport(nowhere, watch))) {
      assertThatThrownBy(
              () ->
                  node.call(
                      transport -> {
                        throw new StackOverflowError();
                      }))
          .isInstanceOf(StackOverflowError.class);

      String second = node.call(transport -> "let in");

      assertThat(second).isEqualTo("let in");
    }
  }

  @Test
  void lets_no_more_calls_be_under_way_than_it_may_have() {
    Address nowhere = new Address("127.0.0.1", 1);
    try (SocketWatch watch = new SocketWatch("test");
        MemcachedNode node = new MemcachedNode(nowhere, 1, new MetaTransport(nowhere, watch))) {
      Throwable second =
          node.call(first -> catchThrowable(() -> node.call(transport -> "not let in")));
      assertThat(second)
          .isInstanceOfSatisfying(
              UnavailableException.class,
              refused -> assertThat(refused.reason()).isEqualTo(Reason.NODE_LIMIT));
    }
  }
}
