package dev.plimsoll.cache;

/**
 * What {@link Node#after} may point to: the next younger node, or, once a node has been unlinked
 * from the {@link Fifo}, the way back to where it stood.
 */
abstract sealed class FifoLink<K, V> permits Node, Unlinked {}
