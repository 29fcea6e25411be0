package dev.plimsoll.external;

import java.util.function.BooleanSupplier;

/** Waits for what a server or another thread will do; its bound is for a test that has failed. */
public final class Await {

  private static final long BOUND_NANOS = 60_000_000_000L;

  private Await() {}

  /** Returns once the condition holds. */
  public static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + BOUND_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("the condition did not come to hold within a minute");
      }
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }
}
