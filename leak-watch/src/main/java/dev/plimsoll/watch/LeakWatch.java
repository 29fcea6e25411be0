package dev.plimsoll.watch;

import dev.plimsoll.retention.RetentionLedger;
import dev.plimsoll.retention.Subscription;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.management.openmbean.CompositeData;

/**
 * Watches this JVM's heap by owner: samples a ledger on a clock of its own, hears of collections,
 * and names the owner that leaks before the memory runs out.
 *
 * <pre>{@code
 * try (var watch = LeakWatch.start(ledger, LeakWatchConfig.defaults())) {
 *   watch.onEvent(event -> ...);
 *   ...
 * }
 * }</pre>
 *
 * <p>One daemon thread does all of it; the alerts' sink and each listener have one of their own, so
 * that one that blocks or throws costs only itself. Needs no flag of the JVM; on a JVM whose
 * collectors do not notify, levels come from the memory pools. Memory is fixed, but for about 6 KB
 * an owner. Safe for use by many threads.
 */
public final class LeakWatch implements AutoCloseable {

  // A watch that is stopped for long loses old collections, not the newest ones' order.
  private static final int WAITING_COLLECTIONS = 1_024;

  private final LeakWatchConfig config;
  private final WatchCore core;
  private final ListenerThread alerts;
  private final CollectionReader reader = new CollectionReader();
  private final BlockingQueue<CompositeData> collections =
      new ArrayBlockingQueue<>(WAITING_COLLECTIONS);
  private final CopyOnWriteArrayList<ListenerThread> listeners = new CopyOnWriteArrayList<>();
  private final CollectionFeed feed;
  private final Thread thread;
  private final StepLog failures = new StepLog("the watch failed at one step and goes on");
  private long nextSample; // of the watch's thread alone

  private LeakWatch(RetentionLedger ledger, LeakWatchConfig config) {
    this.config = config;
    this.alerts =
        new ListenerThread("plimsoll-leak-watch-alerts", new EventAlerts(config.alerts())::tell);
    ProcessGauges gauges = ProcessGauges.ofThisProcess();
    WatchCore.Sources sources =
        new WatchCore.Sources(
            HeapLevel::ofThisJvm,
            gauges::read,
            () -> HeapHistogram.take(HeapHistogram.Scope.ALL),
            System::nanoTime);
    this.core = new WatchCore(ledger, config, sources, this::tell);
    this.thread = new Thread(this::run, "plimsoll-leak-watch");
    thread.setDaemon(true);
    this.feed = CollectionFeed.open(collections::offer);
  }

  /**
   * Starts to watch.
   *
   * @param ledger what owners hold
   * @param config how to watch
   * @return the watch, to be closed
   */
  public static LeakWatch start(RetentionLedger ledger, LeakWatchConfig config) {
    LeakWatch watch =
        new LeakWatch(
            Objects.requireNonNull(ledger, "ledger"), Objects.requireNonNull(config, "config"));
    watch.thread.start();
    return watch;
  }

  /**
   * Hears of everything that happens from now on, on a thread of its own. One that throws is
   * logged; one that blocks loses events.
   *
   * @param listener is told
   * @return ends it
   */
  public Subscription onEvent(Consumer<? super WatchEvent> listener) {
    ListenerThread called =
        new ListenerThread(
            "plimsoll-leak-watch-listener", Objects.requireNonNull(listener, "listener"));
    listeners.add(called);
    return () -> {
      listeners.remove(called);
      called.close();
    };
  }

  /**
   * {@return what every owner holds now, with the rule's latest word on it; those that hold most
   * first}
   */
  public List<WatchedOwner> owners() {
    synchronized (core) {
      return core.owners();
    }
  }

  /** Ends the watch and its threads. */
  @Override
  public void close() {
    feed.close();
    thread.interrupt();
    listeners.forEach(ListenerThread::close);
    alerts.close();
  }

  private void run() {
    nextSample = System.nanoTime() + config.sampleEvery().toNanos();
    while (!Thread.currentThread().isInterrupted()) {
      try {
        step();
      } catch (InterruptedException closed) {
        return;
      } catch (RuntimeException | Error e) {
        // Errors too: an OutOfMemoryError is another thread's doing more often than not, and the
        // watch is never needed more.
        failures.failed(e);
      }
    }
  }

  private void step() throws InterruptedException {
    CompositeData collection =
        collections.poll(nextSample - System.nanoTime(), TimeUnit.NANOSECONDS);
    if (collection != null) {
      synchronized (core) {
        reader.read(collection).ifPresent(core::collected);
      }
    }
    if (System.nanoTime() - nextSample >= 0) {
      try {
        synchronized (core) {
          core.sample();
        }
      } finally {
        nextSample = System.nanoTime() + config.sampleEvery().toNanos();
      }
    }
  }

  private void tell(WatchEvent event) {
    listeners.forEach(listener -> listener.tell(event));
    if (!(event instanceof WatchEvent.Collected)) {
      alerts.tell(event);
    }
  }
}
