package dev.plimsoll.simulator;

import org.jspecify.annotations.Nullable;

/**
 * Keeps alive what is allocated while it is open, so that no collection takes an object before it
 * was stored or rooted. Scopes nest; close them in the reverse order, best by try-with-resources.
 *
 * <p>What V8 calls a handle scope. Belongs to its heap's thread.
 */
public final class HeapScope implements AutoCloseable {

  private final Engine engine;
  private final @Nullable HeapRetention retention;
  private final int begin;
  private final int depth;
  private int escaped;

  HeapScope(Engine engine, @Nullable HeapRetention retention) {
    this.engine = engine;
    this.retention = retention;
    this.begin = engine.scopes.open();
    this.depth = engine.scopes.depth();
  }

  /**
   * Lets one object outlive this scope: it is kept by the scope around it or, outside any, until
   * the next allocation. The last object named is the one.
   *
   * @param object the object, or 0 for none
   * @return the object
   */
  public int escape(int object) {
    escaped = engine.meant(object);
    return object;
  }

  /**
   * Ends the scope: its objects live on only where a root or another object refers to them.
   *
   * @throws IllegalStateException if it is closed already or a scope inside it is still open
   */
  @Override
  public void close() {
    if (retention == null) {
      end();
    } else {
      retention.exclusively(this::end);
    }
  }

  private void end() {
    engine.scopes.close(depth, begin);
    if (escaped != 0) {
      engine.scopes.add(escaped);
    }
  }
}
