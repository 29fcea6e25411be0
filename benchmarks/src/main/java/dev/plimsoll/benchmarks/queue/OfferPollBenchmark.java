package dev.plimsoll.benchmarks.queue;

import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One offer and one poll on one thread. */
@State(Scope.Benchmark)
public class OfferPollBenchmark {

  /** Which queue. */
  @Param({"GUARDED", "ARRAY_BLOCKING", "LINKED_BLOCKING", "MPMC_ARRAY"})
  public Peer peer = Peer.GUARDED;

  private Queue<Integer> queue = Peer.GUARDED.create(1);

  /** Fills a queue to a quarter. */
  @Setup
  public void fill() {
    queue = peer.create(1024);
    for (int i = 0; i < 256; i++) {
      queue.add(i);
    }
  }

  @Benchmark
  public @Nullable Integer offerThenPoll() {
    queue.offer(1);
    return queue.poll();
  }
}
