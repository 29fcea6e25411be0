package dev.plimsoll.simulator;

import java.util.Arrays;

/** Objects that hold memory outside the heap, until a collection finds them dead. */
final class BufferTable {

  private int[] holders = new int[16];
  private long[] bytes = new long[16];
  private int count;

  void add(int holder, long externalBytes) {
    if (count == holders.length) {
      holders = Arrays.copyOf(holders, count * 2);
      bytes = Arrays.copyOf(bytes, count * 2);
    }
    holders[count] = holder;
    bytes[count++] = externalBytes;
  }

  // Handles of the dead are not given out again before this has run.
  void freeDead(Engine engine) {
    int kept = 0;
    long freed = 0;
    for (int i = 0; i < count; i++) {
      int holder = holders[i];
      if (engine.isLive(holder)) {
        holders[kept] = holder;
        bytes[kept++] = bytes[i];
      } else {
        freed += bytes[i];
        engine.accounts.externalChanged(engine.objects.owner(holder), -bytes[i]);
      }
    }
    count = kept;
    if (freed > 0) {
      engine.externalFreed(freed);
    }
  }
}
