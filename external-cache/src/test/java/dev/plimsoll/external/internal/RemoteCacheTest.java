package dev.plimsoll.external.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.external.Await;
import dev.plimsoll.external.Codec;
import dev.plimsoll.external.Lookup;
import dev.plimsoll.external.Outcome;
import dev.plimsoll.external.Ttl;
import dev.plimsoll.external.UnavailableException;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class RemoteCacheTest {

  private static final Ttl MINUTE = Ttl.of(Duration.ofMinutes(1));

  private final BlockingStore store = new BlockingStore();
  private final List<String> heard = new CopyOnWriteArrayList<>();

  private RemoteCache<String> cache(int maxInFlight, Duration deadline) {
    RetentionListener listener =
        new RetentionListener() {
          @Override
          public void retained(Owner owner, long id, long bytes) {
            heard.add(owner + " +" + id + " " + bytes);
          }

          @Override
          public void released(Owner owner, long id, long bytes, ReleaseCause cause) {
            heard.add(owner + " -" + id + " " + bytes + " " + cause);
          }
        };
    return new RemoteCache<>(
        new CacheOptions<>(
            "n",
            Codec.utf8(),
            100,
            deadline,
            maxInFlight,
            Duration.ZERO,
            0,
            Duration.ZERO,
            Owner.named("n in flight"),
            listener,
            () -> 1_000_000),
        store);
  }

  private static Thread started(Runnable task) {
    Thread thread = new Thread(task);
    thread.start();
    return thread;
  }

  @Test
  void lets_only_so_many_operations_be_under_way() throws Exception {
    try (RemoteCache<String> cache = cache(2, Duration.ofMillis(50))) {
      Thread first = started(() -> cache.get("a"));
      Thread second = started(() -> cache.get("b"));
      Await.until(() -> store.waiting.get() == 2);
      Lookup<String> third = cache.get("c");
      assertThat(third)
          .isInstanceOfSatisfying(
              Lookup.Unavailable.class,
              away ->
                  assertThat(((UnavailableException) away.cause()).reason())
                      .isEqualTo(UnavailableException.Reason.IN_FLIGHT_LIMIT));
      assertThat(cache.put("c", "v", MINUTE)).isEqualTo(Outcome.UNAVAILABLE);
      store.letGo.countDown();
      first.join();
      second.join();
      assertThat(cache.get("c")).isEqualTo(new Lookup.Miss<>());
    }
  }

  @Test
  void reports_a_value_as_retained_while_it_is_on_its_way() throws Exception {
    try (RemoteCache<String> cache = cache(2, Duration.ofSeconds(30))) {
      Thread writer = started(() -> cache.put("k", "value", MINUTE));
      Await.until(() -> store.waiting.get() == 1);
      int bytes = Envelope.HEADER + 5;
      assertThat(heard).containsExactly("n in flight +0 " + bytes);
      store.letGo.countDown();
      writer.join();
      assertThat(heard).last().isEqualTo("n in flight -0 " + bytes + " DRAINED");
    }
  }

  @Test
  void reports_the_release_of_a_value_that_no_place_was_found_for() throws Exception {
    try (RemoteCache<String> cache = cache(1, Duration.ofMillis(50))) {
      Thread reader = started(() -> cache.get("a"));
      Await.until(() -> store.waiting.get() == 1);
      assertThat(cache.put("k", "value", MINUTE)).isEqualTo(Outcome.UNAVAILABLE);
      assertThat(heard).hasSize(2);
      store.letGo.countDown();
      reader.join();
    }
  }
}
