package dev.plimsoll.external;

/** What this process holds. */
public final class UsedHeap {

  private static final int COLLECTIONS = 4;

  private UsedHeap() {}

  /** {@return the bytes in use after the collection that left the least} */
  public static long bytes() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
