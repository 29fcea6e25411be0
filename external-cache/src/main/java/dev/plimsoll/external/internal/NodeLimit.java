package dev.plimsoll.external.internal;

/** How many of a cache's operations under way one node may have. */
public final class NodeLimit {

  /** With several nodes, one that hangs must leave places for the calls to the others. */
  private static final double LARGEST_PART = 0.75;

  private NodeLimit() {}

  /**
   * {@return the most calls under way on one node}
   *
   * @param maxInFlight of the whole cache
   * @param nodes how many nodes there are
   */
  public static int of(int maxInFlight, int nodes) {
    return nodes == 1 ? maxInFlight : (int) Math.ceil(LARGEST_PART * maxInFlight);
  }
}
