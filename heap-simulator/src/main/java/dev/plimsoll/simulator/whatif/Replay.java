package dev.plimsoll.simulator.whatif;

import dev.plimsoll.retention.Bound;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.recording.RecordedOwner;
import dev.plimsoll.simulator.GenerationalHeap;
import dev.plimsoll.simulator.HeapTotals;
import dev.plimsoll.simulator.OwnerUsage;
import dev.plimsoll.simulator.SimulatedOutOfMemoryException;
import java.util.concurrent.CancellationException;

/** Runs a script on one heap. */
final class Replay {

  /** Garbage is many small objects rather than one large one, as in a heap that listens itself. */
  private static final int GARBAGE_PIECE_WORDS = 1024 / Script.WORD_BYTES;

  private static final int EVENTS_BETWEEN_LOOKS = (1 << 16) - 1;

  private final Script script;
  private final int owner;
  private final Setting setting;
  private final GenerationalHeap heap;
  private final Holding[] holdings;

  /**
   * @param owner whose limit the setting gives
   */
  Replay(Script script, int owner, Setting setting) {
    this.script = script;
    this.owner = owner;
    this.setting = setting;
    heap = GenerationalHeap.of(setting.config());
    holdings = new Holding[script.owners.size()];
    for (int i = 0; i < holdings.length; i++) {
      RecordedOwner recorded = script.owners.get(i);
      Owner simulated = Owner.named(recorded.name(), recorded.bound());
      boolean inBytes = recorded.bound().kind() == Bound.Kind.BYTES;
      holdings[i] =
          i == owner
              ? Holding.limited(heap, simulated, setting.limit(), inBytes)
              : Holding.asRecorded(heap, simulated);
    }
  }

  /**
   * Runs it to its end, or until the heap is out of memory.
   *
   * @throws CancellationException if the thread was interrupted
   */
  Outcome run() {
    int event = 0;
    long outOfMemoryAt = 0;
    try {
      for (; event < script.size(); event++) {
        step(script.operation(event), script.value(event));
        if ((event & EVENTS_BETWEEN_LOOKS) == 0 && Thread.currentThread().isInterrupted()) {
          throw new CancellationException("interrupted at event " + event);
        }
      }
    } catch (SimulatedOutOfMemoryException e) {
      outOfMemoryAt = event + 1L;
    }
    return outcome(outOfMemoryAt);
  }

  private void step(int operation, int value) {
    Holding holding = holdings[operation >>> Script.OWNER_SHIFT];
    switch (operation & Script.KIND_MASK) {
      case Script.RETAINED -> holding.retain(value);
      case Script.RELEASED -> holding.release(value, (operation & Script.BY_LIMIT) != 0);
      default -> allocate(holding.owner(), value);
    }
  }

  private void allocate(Owner whose, int words) {
    for (int left = words; left > 0; left -= GARBAGE_PIECE_WORDS) {
      heap.allocate(whose, (long) Math.min(left, GARBAGE_PIECE_WORDS) * Script.WORD_BYTES, 0);
    }
  }

  private Outcome outcome(long outOfMemoryAt) {
    HeapTotals totals = heap.totals();
    long allocated = 0;
    long ownerPromoted = 0;
    long promoted = 0;
    for (OwnerUsage usage : heap.owners()) {
      promoted += usage.promotedBytes();
      if (usage.owner() == holdings[owner].owner()) {
        allocated = usage.allocatedBytes();
        ownerPromoted = usage.promotedBytes();
      }
    }
    return new Outcome(
        setting,
        totals.scavenges(),
        totals.fullCollections(),
        promoted,
        totals.copiedBytes(),
        pauseShare(totals, outOfMemoryAt),
        allocated,
        ownerPromoted,
        outOfMemoryAt);
  }

  private double pauseShare(HeapTotals totals, long outOfMemoryAt) {
    double replayed = outOfMemoryAt == 0 ? 1 : (double) outOfMemoryAt / script.size();
    double program = script.millis * replayed;
    return program == 0
        ? totals.pauseShare()
        : totals.pauseMillis() / (totals.pauseMillis() + program);
  }
}
