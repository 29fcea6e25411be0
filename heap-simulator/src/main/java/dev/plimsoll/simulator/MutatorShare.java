package dev.plimsoll.simulator;

/**
 * The share of time that was left to the program between two full collections ("mu", mutator
 * utilization, in V8's traces): 1 when collections took no time, 0 when they took all of it.
 *
 * @param average over the heap's life, recent full collections counting most
 * @param current between the last two full collections
 */
public record MutatorShare(double average, double current) {

  /** What stands before the second full collection. */
  public static final MutatorShare WHOLE = new MutatorShare(1, 1);
}
