package dev.plimsoll.simulator.whatif;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Replays a script with many settings, several at a time, each once. */
final class Replays implements AutoCloseable {

  private final Script script;
  private final int owner;
  private final ReplayProgress progress;
  private final int expected;
  private final ExecutorService threads;
  private final Map<Setting, Outcome> outcomes = new ConcurrentHashMap<>();

  Replays(Script script, int owner, int threads, ReplayProgress progress, int expected) {
    this.script = script;
    this.owner = owner;
    this.progress = progress;
    this.expected = expected;
    this.threads =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "plimsoll-what-if");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Replays those that were not yet; returns when all are done. */
  void runAll(List<Setting> settings) throws InterruptedException {
    List<Future<?>> running = new ArrayList<>();
    for (Setting setting : settings) {
      if (!outcomes.containsKey(setting)) {
        running.add(threads.submit(() -> replay(setting)));
      }
    }
    for (Future<?> each : running) {
      try {
        each.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a replay failed: " + e.getCause(), e.getCause());
      }
    }
  }

  Outcome run(Setting setting) throws InterruptedException {
    runAll(List.of(setting));
    return outcome(setting);
  }

  Outcome outcome(Setting setting) {
    Outcome outcome = outcomes.get(setting);
    if (outcome == null) {
      throw new IllegalStateException("not replayed: " + setting);
    }
    return outcome;
  }

  private void replay(Setting setting) {
    Outcome outcome = new Replay(script, owner, setting).run();
    synchronized (outcomes) {
      outcomes.put(setting, outcome);
      progress.replayed(outcomes.size(), expected, outcome);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
