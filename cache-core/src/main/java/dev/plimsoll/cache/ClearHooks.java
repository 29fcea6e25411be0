package dev.plimsoll.cache;

import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/** The hooks of one cache: run newest first, each even if another throws. */
final class ClearHooks {

  /** One registration: a hook that was registered twice can be taken out once. */
  private static final class Hook {
    private final ClearHook action;

    Hook(ClearHook action) {
      this.action = action;
    }
  }

  private final Deque<Hook> newestFirst = new ConcurrentLinkedDeque<>();
  private final Set<Thread> running = ConcurrentHashMap.newKeySet();

  Registration add(ClearHook hook) {
    Hook added = new Hook(Objects.requireNonNull(hook, "hook"));
    newestFirst.addFirst(added);
    return () -> newestFirst.remove(added);
  }

  /** Runs all. Does nothing in a hook of its own: two caches may clear each other. */
  void run(String what) {
    Thread me = Thread.currentThread();
    if (running.add(me)) {
      try {
        runAll(what);
      } finally {
        running.remove(me);
      }
    }
  }

  private void runAll(String what) {
    List<Throwable> failures = new ArrayList<>();
    for (Hook hook : newestFirst) {
      try {
        hook.action.cleared();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        failures.add(e);
      } catch (Exception | Error e) {
        failures.add(e);
      }
    }
    ClearFailedException.throwIfAny(what, failures);
  }
}
