package dev.plimsoll.watch;

import dev.plimsoll.alert.AlertSink;
import dev.plimsoll.alert.AlertSinks;
import dev.plimsoll.watch.rule.Thresholds;
import java.time.Duration;
import java.util.Objects;

/**
 * How a {@link LeakWatch} watches.
 *
 * @param sampleEvery how often the ledger is read
 * @param thresholds the rule's numbers, in samples
 * @param pressureLevel from which level a resource is under pressure, 0 to 1
 * @param collectionTimeLevel from which share of time in collections they are a pressure, 0 to 1
 * @param memwatchCollections after how many growing full collections in a row {@link
 *     WatchEvent.MemwatchLeak} is raised; 0 for never
 * @param histograms whether class histograms may be taken, which stop the world for up to 250 ms
 *     each: one when an owner is suspected and one when it leaks, to tell which class grew between;
 *     two to name a class for growth that no owner accounts for
 * @param alerts where suspects, leaks, owners over their bound, pressure and recoveries go, besides
 *     listeners
 */
public record LeakWatchConfig(
    Duration sampleEvery,
    Thresholds thresholds,
    double pressureLevel,
    double collectionTimeLevel,
    int memwatchCollections,
    boolean histograms,
    AlertSink alerts) {

  public LeakWatchConfig {
    if (sampleEvery.isNegative() || sampleEvery.isZero()) {
      throw new IllegalArgumentException("sampleEvery must be positive: " + sampleEvery);
    }
    Objects.requireNonNull(thresholds, "thresholds");
    requirePart("pressureLevel", pressureLevel);
    requirePart("collectionTimeLevel", collectionTimeLevel);
    if (memwatchCollections < 0) {
      throw new IllegalArgumentException(
          "memwatchCollections must not be negative: " + memwatchCollections);
    }
    Objects.requireNonNull(alerts, "alerts");
  }

  /**
   * {@return a sample every 5 seconds, the published rule, pressure from 90% and from 30% of time
   * in collections, no memwatch, histograms allowed, alerts to the log}
   */
  public static LeakWatchConfig defaults() {
    return new LeakWatchConfig(
        Duration.ofSeconds(5), Thresholds.defaults(), 0.9, 0.3, 0, true, AlertSinks.log());
  }

  /**
   * {@return the same with another time between samples}
   *
   * @param every how often the ledger is read
   */
  public LeakWatchConfig withSampleEvery(Duration every) {
    return new LeakWatchConfig(
        every,
        thresholds,
        pressureLevel,
        collectionTimeLevel,
        memwatchCollections,
        histograms,
        alerts);
  }

  /**
   * {@return the same with other numbers for the rule}
   *
   * @param numbers the rule's numbers
   */
  public LeakWatchConfig withThresholds(Thresholds numbers) {
    return new LeakWatchConfig(
        sampleEvery,
        numbers,
        pressureLevel,
        collectionTimeLevel,
        memwatchCollections,
        histograms,
        alerts);
  }

  /**
   * {@return the same with memwatch's own event}
   *
   * @param collections growing full collections in a row; memwatch's own number is 5
   */
  public LeakWatchConfig withMemwatch(int collections) {
    return new LeakWatchConfig(
        sampleEvery,
        thresholds,
        pressureLevel,
        collectionTimeLevel,
        collections,
        histograms,
        alerts);
  }

  /** {@return the same without histograms, so that the watch never stops the world} */
  public LeakWatchConfig withoutHistograms() {
    return new LeakWatchConfig(
        sampleEvery,
        thresholds,
        pressureLevel,
        collectionTimeLevel,
        memwatchCollections,
        false,
        alerts);
  }

  /**
   * {@return the same with alerts to another place: several with {@link AlertSinks#of}, JMX with
   * {@link dev.plimsoll.alert.JmxAlertSink}, Flight Recorder with {@link JfrAlertSink}}
   *
   * @param sink where alerts go
   */
  public LeakWatchConfig withAlerts(AlertSink sink) {
    return new LeakWatchConfig(
        sampleEvery,
        thresholds,
        pressureLevel,
        collectionTimeLevel,
        memwatchCollections,
        histograms,
        sink);
  }

  private static void requirePart(String name, double value) {
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be in (0, 1]: " + value);
    }
  }
}
