package dev.plimsoll.simulator;

import dev.plimsoll.retention.Owner;

/**
 * Puts the runtime's own objects into a new heap, in the order in which a process allocates them
 * before its program's first line. Node 8 scavenges twice meanwhile, and so does the model.
 */
final class RuntimeObjects {

  private static final Owner RUNTIME = Owner.named("(runtime)");

  private final V8Engine engine;

  RuntimeObjects(V8Engine engine) {
    this.engine = engine;
  }

  void add(V8Rules.Base base) {
    addOld(base.oldDyingBytes(), false);
    for (V8Rules.Phase phase : base.phases()) {
      addOld(phase.oldBytes(), true);
      addYoung(phase);
    }
  }

  private void addOld(long bytes, boolean rooted) {
    for (long done = 0; done < bytes; done += V8Rules.BASE_OBJECT_BYTES) {
      int handle = engine.allocateOld(RUNTIME, words(bytes - done));
      if (rooted) {
        engine.runtimeRoots.add(handle);
      }
    }
  }

  // Live and dead lie mixed.
  private void addYoung(V8Rules.Phase phase) {
    long live = phase.youngLiveBytes();
    long total = live + phase.youngDeadBytes();
    int largest = phase.largestYoungBytes();
    if (largest > 0) {
      engine.runtimeRoots.add(engine.allocate(RUNTIME, largest, 0));
    }
    long rooted = largest;
    for (long done = largest; done < total; done += V8Rules.BASE_OBJECT_BYTES) {
      int words = words(rooted < live ? live - rooted : total - done);
      boolean lives = rooted < live && rooted * total <= done * live;
      int handle = engine.allocate(RUNTIME, (long) words * Addresses.WORD_BYTES, 0);
      if (lives) {
        engine.runtimeRoots.add(handle);
        rooted += (long) words * Addresses.WORD_BYTES;
      }
    }
  }

  private static int words(long bytes) {
    return (int) (Math.min(V8Rules.BASE_OBJECT_BYTES, bytes) + 7) / Addresses.WORD_BYTES;
  }
}
