package dev.plimsoll.simulator;

import dev.plimsoll.retention.Owner;

/** Puts the runtime's own objects into a new heap: what a process has before its first line. */
final class RuntimeObjects {

  private static final Owner RUNTIME = Owner.named("(runtime)");
  private static final int OBJECT_BYTES = 256;

  private RuntimeObjects() {}

  static void addTo(V8Engine engine, V8Rules.Base base) {
    keepOld(engine, base.oldBytes(), true);
    keepOld(engine, base.oldDyingBytes(), false);
    fillYoung(engine, base);
  }

  private static void keepOld(V8Engine engine, long bytes, boolean rooted) {
    for (long done = 0; done < bytes; done += OBJECT_BYTES) {
      int size = (int) Math.min(OBJECT_BYTES, bytes - done);
      int handle = engine.allocateOld(RUNTIME, (size + 7) / Addresses.WORD_BYTES);
      if (rooted) {
        engine.addRoot(handle);
      }
    }
  }

  private static void fillYoung(V8Engine engine, V8Rules.Base base) {
    long live = base.youngLiveBytes();
    long total = live + base.youngDeadBytes();
    long rooted = 0;
    for (long done = 0; done < total; done += OBJECT_BYTES) {
      int handle = engine.allocate(RUNTIME, OBJECT_BYTES, 0);
      // Live and dead lie mixed.
      if (rooted * total <= done * live && rooted < live) {
        engine.addRoot(handle);
        rooted += OBJECT_BYTES;
      }
    }
  }
}
