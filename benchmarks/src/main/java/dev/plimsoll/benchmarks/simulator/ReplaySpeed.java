package dev.plimsoll.benchmarks.simulator;

import dev.plimsoll.retention.Bound;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.recording.Recording;
import dev.plimsoll.retention.recording.RetentionRecorder;
import dev.plimsoll.simulator.whatif.Outcome;
import dev.plimsoll.simulator.whatif.Preset;
import dev.plimsoll.simulator.whatif.WhatIf;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * How long it takes to record ten million events and to replay them once, on one thread: a FIFO
 * cache of 1,000 entries of 64 to 512 bytes, whose every put evicts, beside request garbage of up
 * to 1 KB at every second put.
 */
public final class ReplaySpeed {

  private static final int EVENTS = 10_000_000;
  private static final int LIMIT = 1_000;
  private static final int ROUNDS = 7;
  private static final double SECOND = 1e9;
  private static final long MB = 1 << 20;

  private ReplaySpeed() {}

  /**
   * Prints the times.
   *
   * @param args none
   * @throws InterruptedException if interrupted meanwhile
   */
  public static void main(String[] args) throws InterruptedException {
    run(System.out);
  }

  private static void run(PrintStream out) throws InterruptedException {
    for (int round = 0; round < 3; round++) {
      long start = System.nanoTime();
      Recording recording = record();
      double seconds = (System.nanoTime() - start) / SECOND;
      out.printf(
          Locale.ROOT,
          "recorded %,d events in %.2f s (%.1f ns each), %.2f bytes each%n",
          recording.events(),
          seconds,
          seconds * SECOND / recording.events(),
          (double) recording.bytes() / recording.events());
    }
    Recording recording = record();
    for (Preset preset : Preset.values()) {
      replay(recording, preset, out);
    }
  }

  private static Recording record() {
    RetentionRecorder recorder = RetentionRecorder.create();
    Owner cache = Owner.named("cache", Bound.entries(LIMIT));
    Owner requests = Owner.named("requests");
    for (int id = 0; recorder.events() < EVENTS; id++) {
      recorder.retained(cache, id, 64 + id * 31L % 449);
      if (id >= LIMIT) {
        recorder.released(cache, id - LIMIT, 0, ReleaseCause.EVICTED);
      }
      if (id % 2 == 0) {
        recorder.allocated(requests, 100 + id * 37L % 925);
      }
    }
    return recorder.recording();
  }

  /** Each round replays one setting that was not there before: a limit near the recorded one. */
  private static void replay(Recording recording, Preset preset, PrintStream out)
      throws InterruptedException {
    List<Long> ends = Collections.synchronizedList(new ArrayList<>());
    List<Outcome> outcomes = Collections.synchronizedList(new ArrayList<>());
    long[] limits = new long[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      limits[round] = LIMIT + 1L + round;
    }
    WhatIf.about(recording, "cache")
        .withHeap(preset, 256 * MB, 16 * MB)
        .withLimits(limits)
        .withThreads(1)
        .withProgress(
            (done, expected, outcome) -> {
              ends.add(System.nanoTime());
              outcomes.add(outcome);
            })
        .run();
    // The first one warms up; it also has the making ready of the recording before it.
    List<Double> seconds = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      seconds.add((ends.get(round) - ends.get(round - 1)) / SECOND);
    }
    Collections.sort(seconds);
    out.printf(
        Locale.ROOT,
        "%-14s %,d events replayed in %.2f s (median of %d, %.2f to %.2f), %,d young, %,d full%n",
        preset,
        recording.events(),
        seconds.get(ROUNDS / 2),
        ROUNDS,
        seconds.get(0),
        seconds.get(ROUNDS - 1),
        outcomes.get(1).scavenges(),
        outcomes.get(1).fullCollections());
  }
}
