package dev.plimsoll.benchmarks.retention;

import dev.plimsoll.retention.BatchedRetention;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionLedger;
import dev.plimsoll.retention.RetentionListener;
import dev.plimsoll.retention.RetentionListeners;
import dev.plimsoll.simulator.GenerationalHeap;
import dev.plimsoll.simulator.HeapConfig;
import java.util.concurrent.atomic.LongAdder;

/** The listeners that are compared. */
final class Listeners {

  private Listeners() {}

  static RetentionListener named(String name) {
    return switch (name) {
      case "none" -> RetentionListener.none();
      case "adder" -> new Adder();
      case "ledger" -> RetentionLedger.create();
      case "ledger+adder" -> RetentionListeners.of(RetentionLedger.create(), new Adder());
      case "batched none" -> BatchedRetention.over(RetentionListener.none());
      case "batched ledger" -> BatchedRetention.over(RetentionLedger.create());
      case "background none" -> BatchedRetention.inBackground("drain", RetentionListener.none());
      case "background ledger" -> BatchedRetention.inBackground("drain", RetentionLedger.create());
      case "heap" -> simulatedHeap();
      case "background heap" -> BatchedRetention.inBackground("drain", simulatedHeap());
      default -> throw new IllegalArgumentException("no such listener: " + name);
    };
  }

  private static RetentionListener simulatedHeap() {
    return GenerationalHeap.of(HeapConfig.v8_11_3()).retentionListener();
  }

  /** The least that a listener of one's own would do: one adder for all owners, no age. */
  private static final class Adder implements RetentionListener {
    private final LongAdder bytes = new LongAdder();

    @Override
    public void retained(Owner owner, long id, long size) {
      bytes.add(size);
    }

    @Override
    public void released(Owner owner, long id, long size, ReleaseCause cause) {
      bytes.add(-size);
    }
  }
}
