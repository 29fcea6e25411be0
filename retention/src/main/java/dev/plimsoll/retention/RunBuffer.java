package dev.plimsoll.retention;

import org.jspecify.annotations.Nullable;

/**
 * Gathers events into runs for a ledger: ids that follow on each other, all that is retained before
 * what is released. A ledger has them faster than one by one, and does not mind that a release is
 * heard up to {@value #MOST} retentions later. One thread at a time.
 */
final class RunBuffer implements RetentionListener {

  private static final int MOST = 256;

  private static final class Run {
    final long[] bytes = new long[MOST];
    long firstId;
    int count;

    boolean takes(long id) {
      return count == 0 || (count < MOST && id == firstId + count);
    }

    void add(long id, long size) {
      if (count == 0) {
        firstId = id;
      }
      bytes[count++] = size;
    }
  }

  private final RetentionLedger ledger;
  private final Run retained = new Run();
  private final Run released = new Run();
  private @Nullable Owner owner;

  RunBuffer(RetentionLedger ledger) {
    this.ledger = ledger;
  }

  @Override
  public void retained(Owner by, long id, long bytes) {
    if (by != owner || !retained.takes(id)) {
      flush();
      owner = by;
    }
    retained.add(id, bytes);
  }

  @Override
  public void released(Owner by, long id, long bytes, ReleaseCause cause) {
    if (by != owner || !released.takes(id)) {
      flush();
      owner = by;
    }
    released.add(id, bytes);
  }

  /** Hands over what was gathered. */
  void flush() {
    Owner of = owner;
    if (of != null) {
      ledger.retainedRun(of, retained.firstId, retained.bytes, retained.count);
      ledger.releasedRun(of, released.firstId, released.bytes, released.count);
    }
    retained.count = 0;
    released.count = 0;
    // The books do not keep an owner.
    owner = null;
  }
}
