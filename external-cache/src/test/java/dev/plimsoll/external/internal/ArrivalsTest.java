package dev.plimsoll.external.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

  private final List<String> heard = new ArrayList<>();

  /**
   * Half of it is waited for who is silent; a machine that stands still for less changes nothing.
   */
  private static Deadline soon() {
    return Deadline.in(TimeUnit.SECONDS.toNanos(1));
  }

  private Arrivals.Awaited node(String name, boolean arrived, Runnable then) {
    return new Arrivals.Awaited() {
      @Override
      public boolean hasArrived() {
        return arrived;
      }

      @Override
      public void hear() {
        heard.add(name);
        then.run();
      }
    };
  }

  private Arrivals.Awaited arrived(String name) {
    return node(name, true, () -> {});
  }

  private Arrivals.Awaited silent(String name) {
    return node(name, false, () -> {});
  }

  @Test
  void hears_what_has_arrived_before_what_has_not() {
    Arrivals.hear(List.of(silent("a"), arrived("b"), silent("c"), arrived("d")), soon());
    assertThat(heard).containsExactly("b", "d", "a", "c");
  }

  @Test
  void hears_the_others_too_when_one_throws() {
    StackOverflowError deep = new StackOverflowError("a codec");
    IllegalStateException odd = new IllegalStateException("another");
    List<Arrivals.Awaited> all =
        List.of(
            node("a", true, () -> throwIt(deep)),
            arrived("b"),
            node("c", false, () -> throwIt(odd)),
            silent("d"));
    assertThatThrownBy(() -> Arrivals.hear(all, soon())).isSameAs(deep).hasSuppressedException(odd);
    assertThat(heard).containsExactly("a", "b", "c", "d");
  }

  private static void throwIt(Throwable failure) {
    throw Sneaky.rethrow(failure);
  }
}
