package dev.plimsoll.simulator;

import dev.plimsoll.simulator.ReachabilityVisitor.RootKind;

/** Walks breadth first over what a heap's roots reach, and changes nothing. */
final class Reachability {

  private final Engine engine;
  private final ReachabilityVisitor visitor;
  private final boolean[] seen;
  private final IntList queue = new IntList();

  Reachability(Engine engine, ReachabilityVisitor visitor) {
    this.engine = engine;
    this.visitor = visitor;
    this.seen = new boolean[engine.objects.handleEnd()];
  }

  /** Shows what the roots reach, by the handles that the program knows. */
  static void show(Engine engine, ReachabilityVisitor visitor) {
    new Reachability(engine, visitor).visit();
  }

  private void visit() {
    visitRoots();
    for (int next = 0; next < queue.size(); next++) {
      visitObject(queue.get(next));
    }
  }

  /** Shows the roots alone. */
  void visitRoots() {
    for (int i = 0; i < engine.runtimeRoots.size(); i++) {
      root(RootKind.RUNTIME, i, engine.runtimeRoots.get(i));
    }
    for (int root = 1; root < engine.roots.end(); root++) {
      root(RootKind.PROGRAM, root, engine.roots.handleAt(root));
    }
    for (int i = 0; i < engine.scopes.end(); i++) {
      root(RootKind.SCOPE, i, engine.scopes.handleAt(i));
    }
  }

  private void root(RootKind kind, int number, int handle) {
    if (handle > 0 && engine.objects.isLive(handle)) {
      visitor.root(kind, number, engine.told(handle));
      reach(handle);
    }
  }

  private void visitObject(int handle) {
    visitor.object(
        engine.told(handle),
        engine.objects.number(handle),
        engine.accounts.owner(engine.objects.owner(handle)),
        (long) engine.objects.words(handle) * Addresses.WORD_BYTES,
        engine.slotCount(handle));
    int count = engine.slotCount(handle);
    for (int slot = 0; slot < count; slot++) {
      int target = engine.load(handle, slot);
      if (target != 0) {
        visitor.reference(slot, engine.told(target));
        reach(target);
      }
    }
  }

  private void reach(int handle) {
    if (!seen[handle]) {
      seen[handle] = true;
      queue.add(handle);
    }
  }
}
