package dev.plimsoll.external.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.external.Await;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ScoutTest {

  private final AtomicInteger looks = new AtomicInteger();

  private void failAtFirst(Throwable failure) {
    if (looks.incrementAndGet() == 1) {
      if (failure instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(failure);
    }
  }

  @Test
  void looks_again_by_itself_after_a_look_that_failed() {
    try (Scout scout = new Scout("test", () -> failAtFirst(new Exception("no node")))) {
      scout.wish();
      Await.until(() -> looks.get() == 2);
    }
  }

  @Test
  void outlives_an_error() {
    try (Scout scout = new Scout("test", () -> failAtFirst(new LinkageError("no class")))) {
      scout.wish();
      Await.until(() -> looks.get() == 2);
    }
  }

  @Test
  void looks_once_for_each_wish() {
    looks.set(1);
    try (Scout scout = new Scout("test", () -> failAtFirst(new Exception("no node")))) {
      scout.wish();
      Await.until(() -> looks.get() == 2);
      scout.wish();
      Await.until(() -> looks.get() == 3);
    }
    assertThat(looks).hasValue(3);
  }
}
