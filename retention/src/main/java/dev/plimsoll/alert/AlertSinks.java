package dev.plimsoll.alert;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The simple sinks, and several sinks as one. */
public final class AlertSinks {

  private AlertSinks() {}

  /**
   * {@return the sink that writes to the {@link System.Logger} named {@code dev.plimsoll.alert}}
   * Severities become the levels {@code INFO}, {@code WARNING} and {@code ERROR}; a resolved alert
   * is logged as {@code INFO}.
   */
  public static AlertSink log() {
    return LogAlertSink.STANDARD;
  }

  /**
   * Several sinks as one. Each alert goes to all of them in the order given; what one of them
   * throws is logged, at most once a minute, and costs neither the others nor the sender.
   *
   * @param sinks where alerts go
   * @return all of them
   */
  public static AlertSink of(AlertSink... sinks) {
    List<AlertSink> guarded =
        Arrays.stream(sinks)
            .map(sink -> (AlertSink) new GuardedAlertSink(Objects.requireNonNull(sink, "sink")))
            .toList();
    return alert -> guarded.forEach(sink -> sink.send(alert));
  }
}
