package dev.plimsoll.queue;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A task without a result. Half a cache line a task passes from who submits to who runs; the JDK's
 * own adapter, which has room for a result, makes it a whole one.
 */
record Errand<V>(Runnable body) implements Callable<@Nullable V> {

  @Override
  public @Nullable V call() {
    body.run();
    return null;
  }
}
