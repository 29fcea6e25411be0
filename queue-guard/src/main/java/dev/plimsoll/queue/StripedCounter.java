package dev.plimsoll.queue;

import dev.plimsoll.retention.internal.Padded;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A count that many threads add to at once, most of them in a cell of their own: without the atomic
 * step that a {@link LongAdder} takes, which is most of what a refusal costs. Threads whose place
 * another living one has taken share such an adder. A cell's successor goes on where the thread
 * before it ended. Safe for many threads.
 */
final class StripedCounter {

  private static final int PLACES = 64;

  private static final VarHandle CELLS = MethodHandles.arrayElementVarHandle(Cell[].class);
  private static final VarHandle COUNT =
      Fields.handle(MethodHandles.lookup(), Cell.class, "count", long.class);

  private final @Nullable Cell[] cells = new @Nullable Cell[PLACES];
  private final LongAdder shared = new LongAdder();

  /** Padded, so that two threads never write to the same cache line. */
  @SuppressWarnings({"unused", "UnusedVariable"}) // the padding
  private static final class Cell extends Padded {
    final WeakReference<Thread> writer;

    /** Written by that thread alone. */
    long count;

    long after0;
    long after1;
    long after2;
    long after3;
    long after4;
    long after5;
    long after6;

    Cell(Thread writer, long count) {
      this.writer = new WeakReference<>(writer);
      this.count = count;
    }

    void increment() {
      COUNT.setRelease(this, count + 1);
    }

    long seen() {
      return (long) COUNT.getAcquire(this);
    }

    boolean isAbandoned() {
      Thread thread = writer.get();
      return thread == null || !thread.isAlive();
    }
  }

  void increment() {
    Thread thread = Thread.currentThread();
    int place = (int) thread.getId() & (PLACES - 1);
    Cell cell = at(place);
    if (cell != null && cell.writer.refersTo(thread)) {
      cell.increment();
    } else {
      incrementOther(thread, place, cell);
    }
  }

  private void incrementOther(Thread thread, int place, @Nullable Cell taken) {
    if (taken == null || taken.isAbandoned()) {
      Cell fresh = new Cell(thread, taken == null ? 1 : taken.seen() + 1);
      if (CELLS.compareAndSet(cells, place, taken, fresh)) {
        return;
      }
    }
    shared.increment();
  }

  private @Nullable Cell at(int place) {
    return (Cell) CELLS.getAcquire(cells, place);
  }

  /** What was added before the call, and perhaps some of what is added during it. */
  long sum() {
    long sum = shared.sum();
    for (int place = 0; place < PLACES; place++) {
      Cell cell = at(place);
      sum += cell == null ? 0 : cell.seen();
    }
    return sum;
  }
}
