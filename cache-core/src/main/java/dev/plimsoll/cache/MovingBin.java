package dev.plimsoll.cache;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stands in the old table for a chain whose nodes are being distributed over two bins of the new
 * one. Until the new table is there nothing is inserted, so the list is the whole truth.
 */
final class MovingBin<K, V> extends SpecialBin<K, V> {

  private final List<Node<K, V>> members;

  MovingBin(List<Node<K, V>> members) {
    this.members = members;
  }

  @Override
  @Nullable Node<K, V> find(int hash, Object key) {
    for (Node<K, V> member : members) {
      if (member.isFor(hash, key)) {
        return member;
      }
    }
    return null;
  }
}
