package dev.plimsoll.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The symptoms that a queue can be watched for. */
final class Symptoms {

  private Symptoms() {}

  static List<Symptom> of(Marks depth, Marks weight, AlarmPolicy policy) {
    List<Symptom> symptoms = new ArrayList<>();
    if (depth.areSet()) {
      symptoms.add(new Depth(depth));
    }
    if (weight.areSet()) {
      symptoms.add(new Weight(weight));
    }
    policy.longestSojourn().ifPresent(limit -> symptoms.add(new Sojourn(limit)));
    policy.longestStall().ifPresent(limit -> symptoms.add(new Stall(Times.nanos(limit))));
    policy.overflowHorizon().ifPresent(horizon -> symptoms.add(new Overflow(horizon)));
    if (policy.rejections()) {
      symptoms.add(new Rejections());
    }
    return symptoms;
  }

  private record Depth(Marks marks) implements Symptom {
    @Override
    public Alarm.Kind kind() {
      return Alarm.Kind.HIGH_WATERMARK;
    }

    @Override
    public Reading read(QueueSnapshot snapshot, long now) {
      return marks.read(snapshot.queued());
    }

    @Override
    public String describe(QueueSnapshot snapshot) {
      return "depth %d of %d, marks %d and %d"
          .formatted(snapshot.queued(), snapshot.capacity(), marks.high(), marks.low());
    }
  }

  private record Weight(Marks marks) implements Symptom {
    @Override
    public Alarm.Kind kind() {
      return Alarm.Kind.HIGH_WEIGHT;
    }

    @Override
    public Reading read(QueueSnapshot snapshot, long now) {
      return marks.read(snapshot.weight());
    }

    @Override
    public String describe(QueueSnapshot snapshot) {
      return "weight %d, marks %d and %d".formatted(snapshot.weight(), marks.high(), marks.low());
    }
  }

  private record Sojourn(Duration limit) implements Symptom {
    @Override
    public Alarm.Kind kind() {
      return Alarm.Kind.SOJOURN_TIME;
    }

    @Override
    public Reading read(QueueSnapshot snapshot, long now) {
      if (snapshot.oldestAge().compareTo(limit) >= 0) {
        return Reading.BAD;
      }
      boolean young = snapshot.oldestAge().compareTo(limit.dividedBy(2)) <= 0;
      return young ? Reading.GOOD : Reading.BETWEEN;
    }

    @Override
    public String describe(QueueSnapshot snapshot) {
      return "the oldest has waited %s, limit %s".formatted(snapshot.oldestAge(), limit);
    }
  }

  private static final class Stall implements Symptom {
    private final long limitNanos;
    private long lastTaken;
    private long quietSince;
    private boolean quiet;
    private long quietNanos;

    Stall(long limitNanos) {
      this.limitNanos = limitNanos;
    }

    @Override
    public Alarm.Kind kind() {
      return Alarm.Kind.STALLED_CONSUMER;
    }

    @Override
    public Reading read(QueueSnapshot snapshot, long now) {
      boolean idle = snapshot.queued() == 0 || snapshot.taken() != lastTaken;
      lastTaken = snapshot.taken();
      if (idle || !quiet) {
        quiet = !idle;
        quietSince = now;
      }
      quietNanos = quiet ? now - quietSince : 0;
      if (!quiet) {
        return Reading.GOOD;
      }
      return quietNanos >= limitNanos ? Reading.BAD : Reading.BETWEEN;
    }

    @Override
    public String describe(QueueSnapshot snapshot) {
      return "nothing taken for %s, %d waiting"
          .formatted(Duration.ofNanos(quietNanos), snapshot.queued());
    }
  }

  private record Overflow(Duration horizon) implements Symptom {
    @Override
    public Alarm.Kind kind() {
      return Alarm.Kind.PREDICTED_OVERFLOW;
    }

    @Override
    public Reading read(QueueSnapshot snapshot, long now) {
      Duration left = snapshot.timeToOverflow().orElse(Duration.ofSeconds(Long.MAX_VALUE));
      if (left.compareTo(horizon) <= 0) {
        return Reading.BAD;
      }
      return left.dividedBy(2).compareTo(horizon) > 0 ? Reading.GOOD : Reading.BETWEEN;
    }

    @Override
    public String describe(QueueSnapshot snapshot) {
      return String.format(
          Locale.ROOT,
          "depth %d of %d, %.1f/s in, %.1f/s out, full in %s, horizon %s",
          snapshot.queued(),
          snapshot.capacity(),
          snapshot.arrivalRate(),
          snapshot.departureRate(),
          snapshot.timeToOverflow().map(Duration::toString).orElse("no time soon"),
          horizon);
    }
  }

  private static final class Rejections implements Symptom {
    /** Refusals closer together than this are one trouble. */
    private static final long QUIET_NANOS = 1_000_000_000;

    private long lastRejected;
    private long lastSeen;
    private boolean seen;

    @Override
    public Alarm.Kind kind() {
      return Alarm.Kind.REJECTIONS;
    }

    @Override
    public Reading read(QueueSnapshot snapshot, long now) {
      if (snapshot.rejected() != lastRejected) {
        lastRejected = snapshot.rejected();
        lastSeen = now;
        seen = true;
      }
      return seen && now - lastSeen < QUIET_NANOS ? Reading.BAD : Reading.GOOD;
    }

    @Override
    public String describe(QueueSnapshot snapshot) {
      return "%d rejected in all, depth %d of %d"
          .formatted(snapshot.rejected(), snapshot.queued(), snapshot.capacity());
    }
  }
}
