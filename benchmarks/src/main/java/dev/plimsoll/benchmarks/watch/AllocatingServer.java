package dev.plimsoll.benchmarks.watch;

import dev.plimsoll.retention.Bound;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionLedger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A thread for each processor that serves requests without a pause: each allocates, keeps what its
 * owner may hold, and reports it to one ledger.
 */
final class AllocatingServer {

  private static final int OWNERS = 20;
  private static final int HELD = 1_000;
  private static final int HELD_BYTES = 512;
  private static final int GARBAGE_BYTES = 2_048;
  private static final int COUNT_EVERY = 256;

  private final RetentionLedger ledger = RetentionLedger.create();
  private final List<Worker> workers = new ArrayList<>();

  AllocatingServer() {
    int processors = Runtime.getRuntime().availableProcessors();
    for (int i = 0; i < processors; i++) {
      workers.add(new Worker(Math.max(1, OWNERS / processors)));
    }
  }

  RetentionLedger ledger() {
    return ledger;
  }

  void start() {
    workers.forEach(Thread::start);
  }

  void stop() {
    workers.forEach(Thread::interrupt);
  }

  /** Returns how many requests were served so far. */
  long requests() {
    return workers.stream().mapToLong(worker -> worker.requests.get()).sum();
  }

  private final class Worker extends Thread {
    private final AtomicLong requests = new AtomicLong();
    private final List<Owner> owners = new ArrayList<>();
    private final List<Deque<byte[]>> held = new ArrayList<>();
    private long id;
    private long answer;

    Worker(int owned) {
      setDaemon(true);
      for (int i = 0; i < owned; i++) {
        owners.add(Owner.named("owner " + i, Bound.bytes((HELD + 1L) * HELD_BYTES)));
        held.add(new ArrayDeque<>());
      }
    }

    @Override
    public void run() {
      while (!isInterrupted()) {
        for (int i = 0; i < COUNT_EVERY; i++) {
          request();
        }
        requests.addAndGet(COUNT_EVERY);
      }
      System.out.println("served, with " + answer);
    }

    private void request() {
      id++;
      int which = (int) (id % owners.size());
      Deque<byte[]> container = held.get(which);
      container.add(new byte[HELD_BYTES]);
      ledger.retained(owners.get(which), id, HELD_BYTES);
      if (container.size() > HELD) {
        container.remove();
        long oldest = id - (long) owners.size() * HELD;
        ledger.released(owners.get(which), oldest, HELD_BYTES, ReleaseCause.EVICTED);
      }
      byte[] garbage = new byte[GARBAGE_BYTES];
      garbage[which] = (byte) id;
      answer += Arrays.hashCode(garbage);
    }
  }
}
