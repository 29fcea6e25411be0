package dev.plimsoll.queue;

import java.time.Duration;
import java.util.Optional;

/**
 * When a queue raises which alarm, beside its watermarks. Immutable.
 *
 * @param hold how long trouble must last before an alarm is raised; zero raises at once
 * @param repeatEvery how often an alarm that stays raised is repeated
 * @param rejections whether refused elements raise an alarm
 * @param longestSojourn the oldest element's age that raises an alarm
 * @param longestStall how long consumers may take nothing while work waits
 * @param overflowHorizon how near a predicted overflow must be to raise an alarm
 */
public record AlarmPolicy(
    Duration hold,
    Duration repeatEvery,
    boolean rejections,
    Optional<Duration> longestSojourn,
    Optional<Duration> longestStall,
    Optional<Duration> overflowHorizon) {

  public AlarmPolicy {
    Times.notNegative(hold, "hold");
    Times.positive(repeatEvery, "repeatEvery");
    longestSojourn.ifPresent(limit -> Times.positive(limit, "longestSojourn"));
    longestStall.ifPresent(limit -> Times.positive(limit, "longestStall"));
    overflowHorizon.ifPresent(horizon -> Times.positive(horizon, "overflowHorizon"));
  }

  /** {@return watermarks alone: raised at once, repeated every minute} */
  public static AlarmPolicy defaults() {
    return new AlarmPolicy(
        Duration.ZERO,
        Duration.ofMinutes(1),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * {@return the same, raised only after trouble has lasted}
   *
   * @param newHold how long; not negative
   */
  public AlarmPolicy withHold(Duration newHold) {
    return new AlarmPolicy(
        newHold, repeatEvery, rejections, longestSojourn, longestStall, overflowHorizon);
  }

  /**
   * {@return the same, repeated at another interval}
   *
   * @param interval positive
   */
  public AlarmPolicy withRepeatEvery(Duration interval) {
    return new AlarmPolicy(
        hold, interval, rejections, longestSojourn, longestStall, overflowHorizon);
  }

  /** {@return the same, with an alarm as long as elements are refused} */
  public AlarmPolicy withRejections() {
    return new AlarmPolicy(hold, repeatEvery, true, longestSojourn, longestStall, overflowHorizon);
  }

  /**
   * {@return the same, with an alarm on the age of the oldest element; cleared at half of it}
   *
   * @param limit positive
   */
  public AlarmPolicy withLongestSojourn(Duration limit) {
    return new AlarmPolicy(
        hold, repeatEvery, rejections, Optional.of(limit), longestStall, overflowHorizon);
  }

  /**
   * {@return the same, with an alarm when consumers take nothing though work waits}
   *
   * @param limit positive
   */
  public AlarmPolicy withLongestStall(Duration limit) {
    return new AlarmPolicy(
        hold, repeatEvery, rejections, longestSojourn, Optional.of(limit), overflowHorizon);
  }

  /**
   * {@return the same, with an alarm when the queue will be full within a horizon at the present
   * rates; cleared when it is twice as far away}
   *
   * @param horizon positive
   */
  public AlarmPolicy withOverflowHorizon(Duration horizon) {
    return new AlarmPolicy(
        hold, repeatEvery, rejections, longestSojourn, longestStall, Optional.of(horizon));
  }

  boolean watchesTime() {
    return rejections
        || longestSojourn.isPresent()
        || longestStall.isPresent()
        || overflowHorizon.isPresent();
  }
}
