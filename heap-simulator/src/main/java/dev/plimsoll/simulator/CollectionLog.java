package dev.plimsoll.simulator;

import dev.plimsoll.simulator.CollectionStats.HeapSize;
import dev.plimsoll.simulator.CollectionStats.MarkingProgress;
import dev.plimsoll.simulator.CollectionStats.SpaceChange;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Keeps a heap's simulated time and totals, and tells listeners what happened. */
final class CollectionLog {

  /** How many collections an out-of-memory error lists. */
  private static final int LAST_COLLECTIONS = 8;

  private static final Logger LOGGER = System.getLogger(CollectionLog.class.getName());

  private final PauseModel model;
  private final List<HeapEventListener> listeners = new ArrayList<>();
  private final Deque<HeapEvent.Collection> last = new ArrayDeque<>();
  private final MutatorShareMeter mutatorShare = new MutatorShareMeter();

  private long scavenges;
  private long fullCollections;
  private long promotedBytes;
  private long copiedBytes;

  private double pauseMillis;
  private double mutatorMillis;
  private long allocatedWordsTimed;

  private int markingSteps;
  private double markingMillis;
  private double biggestStepMillis;
  private double markingStartedAt;

  CollectionLog(PauseModel model) {
    this.model = model;
  }

  Subscription subscribe(HeapEventListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  boolean isHeard() {
    return !listeners.isEmpty();
  }

  PauseModel model() {
    return model;
  }

  /** Simulated milliseconds since the heap was made, as of the last collection or marking step. */
  double now() {
    return mutatorMillis + pauseMillis;
  }

  /** The program has allocated so much so far; its own time goes on by that. */
  void programAllocated(long words) {
    long bytes = (words - allocatedWordsTimed) * Addresses.WORD_BYTES;
    allocatedWordsTimed = words;
    mutatorMillis += model.mutatorMillis(bytes / MEAN_OBJECT_BYTES, bytes);
  }

  // The program's time is an estimate anyhow, and counting objects would cost every allocation.
  private static final long MEAN_OBJECT_BYTES = 64;

  void pause(double millis) {
    pauseMillis += millis;
  }

  void markingStarted() {
    markingSteps = 0;
    markingMillis = 0;
    biggestStepMillis = 0;
    markingStartedAt = now();
  }

  double markingElapsed() {
    return now() - markingStartedAt;
  }

  void markingStep(long objects, long slots, long bytes) {
    double millis = model.markMillis(objects, slots);
    pause(millis);
    markingSteps++;
    markingMillis += millis;
    biggestStepMillis = Math.max(biggestStepMillis, millis);
    if (isHeard()) {
      tell(new HeapEvent.MarkingStep(now(), markingSteps, bytes, millis));
    }
  }

  void swept(long pages, long bytes) {
    double millis = model.sweepMillis(pages);
    pause(millis);
    if (isHeard()) {
      tell(new HeapEvent.Sweep(now(), (int) pages, bytes, millis));
    }
  }

  void grown(long fromBytes, long toBytes) {
    if (isHeard()) {
      tell(new HeapEvent.SemiSpaceGrown(now(), fromBytes, toBytes));
    }
  }

  void scavenged(
      double pause, GcReason reason, Work work, HeapSize before, HeapSize after, int threshold) {
    scavenges++;
    promotedBytes += work.promotedBytes();
    copiedBytes += work.copiedBytes();
    pause(pause);
    add(
        new HeapEvent.Scavenge(
            stats(pause, reason, work, before, after, MarkingProgress.NONE), threshold));
  }

  void collectedFully(
      double pause, GcReason reason, Work work, HeapSize before, HeapSize after, long movedBytes) {
    fullCollections++;
    pause(pause);
    mutatorShare.fullCollectionEnded(now(), pause);
    MarkingProgress progress =
        new MarkingProgress(
            markingSteps,
            markingMillis,
            biggestStepMillis,
            markingSteps == 0 ? 0 : markingElapsed());
    CollectionStats stats = stats(pause, reason, work, before, after, progress);
    markingSteps = 0;
    add(
        movedBytes > 0
            ? new HeapEvent.MarkCompact(stats, movedBytes)
            : new HeapEvent.MarkSweep(stats));
  }

  /** Tells of the end, and answers what to throw. */
  SimulatedOutOfMemoryException outOfMemory(long requested, long limit, String message) {
    var event = new HeapEvent.OutOfMemory(now(), requested, limit, message, new ArrayList<>(last));
    tell(event);
    return new SimulatedOutOfMemoryException(event);
  }

  void tell(HeapEvent event) {
    for (HeapEventListener listener : List.copyOf(listeners)) {
      try {
        listener.onEvent(event);
      } catch (RuntimeException e) {
        LOGGER.log(Level.WARNING, "heap event listener failed", e);
      }
    }
  }

  HeapTotals totals(long allocatedWords) {
    return new HeapTotals(
        scavenges,
        fullCollections,
        promotedBytes,
        copiedBytes,
        allocatedWords * Addresses.WORD_BYTES,
        pauseMillis,
        now());
  }

  /** The program's share of time before the last full collection. */
  double mutatorShare() {
    return mutatorShare.share().current();
  }

  /**
   * What one collection did.
   *
   * @param allocatedBytes allocated since the one before
   * @param spaces each space before and after, if the heap tells them one by one
   */
  record Work(long allocatedBytes, long promotedBytes, long copiedBytes, List<SpaceChange> spaces) {

    Work(long allocatedBytes, long promotedBytes, long copiedBytes) {
      this(allocatedBytes, promotedBytes, copiedBytes, List.of());
    }
  }

  private CollectionStats stats(
      double pause,
      GcReason reason,
      Work work,
      HeapSize before,
      HeapSize after,
      MarkingProgress progress) {
    return new CollectionStats(
        scavenges + fullCollections,
        now(),
        pause,
        reason,
        work.allocatedBytes(),
        work.promotedBytes(),
        work.copiedBytes(),
        before,
        after,
        progress,
        mutatorShare.share(),
        work.spaces());
  }

  private void add(HeapEvent.Collection collection) {
    if (last.size() == LAST_COLLECTIONS) {
      last.removeFirst();
    }
    last.addLast(collection);
    tell(collection);
  }
}
