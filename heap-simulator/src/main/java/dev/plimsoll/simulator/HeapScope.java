package dev.plimsoll.simulator;

/**
 * Keeps alive what is allocated while it is open, so that no collection takes an object before it
 * was stored or rooted. Scopes nest; close them in the reverse order, best by try-with-resources.
 *
 * <p>What V8 calls a handle scope. Belongs to its heap's thread.
 */
public final class HeapScope implements AutoCloseable {

  private final ScopeStack stack;
  private final int begin;
  private final int depth;

  HeapScope(ScopeStack stack) {
    this.stack = stack;
    this.begin = stack.open();
    this.depth = stack.depth();
  }

  /**
   * Ends the scope: its objects live on only where a root or another object refers to them.
   *
   * @throws IllegalStateException if it is closed already or a scope inside it is still open
   */
  @Override
  public void close() {
    stack.close(depth, begin);
  }
}
