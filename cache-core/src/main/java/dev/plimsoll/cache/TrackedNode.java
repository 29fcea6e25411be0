package dev.plimsoll.cache;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a map that measures, reports or gives second chances. 48 bytes with compressed
 * references. Its value is replaced under the monitor only, together with its id and bytes.
 */
final class TrackedNode<K, V> extends Node<K, V> {

  private static final VarHandle STAMP;

  static {
    try {
      STAMP = MethodHandles.lookup().findVarHandle(TrackedNode.class, "stamp", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The retention id, and in the lowest bit whether the entry was read: 63 bits are enough. */
  private long stamp;

  long bytes;

  TrackedNode(int hash, K key, @Nullable V value, long id, long bytes) {
    super(hash, key, value);
    this.stamp = id << 1;
    this.bytes = bytes;
  }

  long id() {
    return (long) STAMP.getOpaque(this) >> 1;
  }

  boolean wasRead() {
    return ((long) STAMP.getOpaque(this) & 1) != 0;
  }

  /** Sets the bit if it is not set: most reads of a hot entry write nothing. */
  void markRead() {
    long seen = (long) STAMP.getOpaque(this);
    if ((seen & 1) == 0) {
      // A replacement that takes its new id at the same time wins, and the read is forgotten.
      STAMP.compareAndSet(this, seen, seen | 1);
    }
  }

  /** Takes the value away without an exchange: nobody replaces it meanwhile. */
  @Override
  @Nullable V takeValue() {
    V taken = value;
    setValue(null);
    return taken;
  }

  /** Takes over a new value's id and bytes. Under the monitor. */
  void adopt(long id, long bytes) {
    STAMP.setOpaque(this, id << 1 | (stamp & 1));
    this.bytes = bytes;
  }
}
