package dev.plimsoll.watch.dump;

/** A set of nodes, one bit each. */
final class NodeSet {

  private final long[] bits;

  NodeSet(int nodes) {
    bits = new long[(nodes + 63) >>> 6];
  }

  boolean has(int node) {
    return (bits[node >>> 6] & 1L << node) != 0;
  }

  /** Adds the node; returns whether it was new. */
  boolean add(int node) {
    long bit = 1L << node;
    if ((bits[node >>> 6] & bit) != 0) {
      return false;
    }
    bits[node >>> 6] |= bit;
    return true;
  }
}
