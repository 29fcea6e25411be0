package dev.plimsoll.retention;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Ways to put retention listeners together. */
public final class RetentionListeners {

  private RetentionListeners() {}

  /**
   * Several listeners as one. Each call goes to all of them, in the order given. Each is
   * {@linkplain #guarded(RetentionListener) guarded}: one that throws costs the others and the
   * container nothing.
   *
   * @param listeners who listens; {@link RetentionListener#none()} among them is left out
   * @return the one to hand to containers; {@link RetentionListener#none()} when nobody is left
   */
  public static RetentionListener of(RetentionListener... listeners) {
    List<RetentionListener> guarded = new ArrayList<>();
    for (RetentionListener listener : listeners) {
      if (Objects.requireNonNull(listener, "listener") != RetentionListener.none()) {
        guarded.add(guarded(listener));
      }
    }
    return switch (guarded.size()) {
      case 0 -> RetentionListener.none();
      case 1 -> guarded.get(0);
      default -> new FanOutRetention(guarded.toArray(RetentionListener[]::new));
    };
  }

  /**
   * The edge between a container and somebody else's listener: what the listener throws is logged,
   * at most once a minute, and goes no further. Errors of the virtual machine pass.
   *
   * @param listener the listener to guard
   * @return the guarded listener; the same one if it needs no guard
   */
  public static RetentionListener guarded(RetentionListener listener) {
    Objects.requireNonNull(listener, "listener");
    boolean ours = listener instanceof NoRetention || listener instanceof RetentionLedger;
    boolean guards =
        listener instanceof GuardedRetention
            || listener instanceof FanOutRetention
            || listener instanceof BatchedRetention;
    return ours || guards ? listener : new GuardedRetention(listener);
  }
}
