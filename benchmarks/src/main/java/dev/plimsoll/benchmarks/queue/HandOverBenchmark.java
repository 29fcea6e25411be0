package dev.plimsoll.benchmarks.queue;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One producer puts, one consumer takes; an operation is one element that has arrived. */
@State(Scope.Benchmark)
public class HandOverBenchmark {

  private static final int BATCH = 100_000;
  private static final int CAPACITY = 1024;

  /** Which queue, or the Disruptor. */
  @Param({"GUARDED", "ARRAY_BLOCKING", "LINKED_BLOCKING", "MPMC_ARRAY", "DISRUPTOR"})
  public String peer = "";

  private final Semaphore arrived = new Semaphore(0);
  private Line line = new BlockingLine(Peer.GUARDED.create(1), arrived);

  /** Something to put into, with a consumer behind it. */
  private interface Line extends AutoCloseable {
    void put(int element) throws InterruptedException;

    @Override
    void close();
  }

  /** Starts the consumer. */
  @Setup(Level.Trial)
  public void start() {
    line.close();
    line =
        switch (peer) {
          case "DISRUPTOR" -> new DisruptorLine(arrived);
          case "MPMC_ARRAY" -> new SpinningLine(Peer.MPMC_ARRAY.create(CAPACITY), arrived);
          default -> new BlockingLine(Peer.valueOf(peer).create(CAPACITY), arrived);
        };
  }

  @TearDown(Level.Trial)
  public void stop() {
    line.close();
  }

  /** Hands over a batch and waits until its last element has arrived. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void handOver() throws InterruptedException {
    for (int i = BATCH - 1; i >= 0; i--) {
      line.put(i);
    }
    arrived.acquire();
  }

  private static void startConsumer(Runnable body) {
    Thread thread = new Thread(body, "consumer");
    thread.setDaemon(true);
    thread.start();
  }

  private static final class BlockingLine implements Line {
    private static final int END = -1;
    private final BlockingQueue<Integer> queue;

    BlockingLine(Queue<Integer> queue, Semaphore arrived) {
      this.queue = (BlockingQueue<Integer>) queue;
      startConsumer(() -> consume(arrived));
    }

    private void consume(Semaphore arrived) {
      try {
        for (int element = queue.take(); element != END; element = queue.take()) {
          if (element == 0) {
            arrived.release();
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void put(int element) throws InterruptedException {
      queue.put(element);
    }

    @Override
    public void close() {
      queue.add(END);
    }
  }

  /** For queues that cannot wait: both sides yield. */
  @SuppressWarnings("ThreadPriorityCheck") // there is nothing else to wait on
  private static final class SpinningLine implements Line {
    private final Queue<Integer> queue;
    private volatile boolean closed;

    SpinningLine(Queue<Integer> queue, Semaphore arrived) {
      this.queue = queue;
      startConsumer(() -> consume(arrived));
    }

    private void consume(Semaphore arrived) {
      while (!closed) {
        Integer element = queue.poll();
        if (element == null) {
          Thread.yield();
        } else if (element == 0) {
          arrived.release();
        }
      }
    }

    @Override
    public void put(int element) {
      while (!queue.offer(element)) {
        Thread.yield();
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static final class DisruptorLine implements Line {
    private static final class Slot {
      int element;
    }

    private final Disruptor<Slot> disruptor =
        new Disruptor<>(
            Slot::new,
            CAPACITY,
            Executors.defaultThreadFactory(),
            ProducerType.SINGLE,
            new BlockingWaitStrategy());
    private final RingBuffer<Slot> ring;

    DisruptorLine(Semaphore arrived) {
      disruptor.handleEventsWith(
          (slot, sequence, endOfBatch) -> {
            if (slot.element == 0) {
              arrived.release();
            }
          });
      ring = disruptor.start();
    }

    @Override
    public void put(int element) {
      long sequence = ring.next();
      ring.get(sequence).element = element;
      ring.publish(sequence);
    }

    @Override
    public void close() {
      disruptor.shutdown();
    }
  }
}
