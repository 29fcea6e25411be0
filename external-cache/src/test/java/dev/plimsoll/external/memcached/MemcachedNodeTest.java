package dev.plimsoll.external.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
