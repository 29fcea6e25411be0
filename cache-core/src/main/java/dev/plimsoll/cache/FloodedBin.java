package dev.plimsoll.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A bin in which too many hash codes collide, by accident or by attack: a tree where there was a
 * chain. It leaves the chain links of its nodes alone, for readers that still walk them.
 */
final class FloodedBin<K, V> extends SpecialBin<K, V> {

  private volatile @Nullable Branch<K, V> root;

  private FloodedBin(@Nullable Branch<K, V> root) {
    this.root = root;
  }

  /** A bin of the nodes of a chain. */
  static <K, V> FloodedBin<K, V> ofChain(Node<K, V> first) {
    Branch<K, V> root = null;
    for (Node<K, V> node = first; node != null; node = node.next) {
      root = Branch.insert(root, node, keyOf(node));
    }
    return new FloodedBin<>(root);
  }

  private static <K> K keyOf(Node<K, ?> live) {
    return Objects.requireNonNull(live.key);
  }

  @Override
  @Nullable Node<K, V> find(int hash, Object key) {
    return Branch.find(root, hash, key);
  }

  boolean isEmpty() {
    return root == null;
  }

  /** Adds a node, or throws what its key throws and changes nothing. */
  void add(Node<K, V> node) {
    root = Branch.insert(root, node, keyOf(node));
  }

  /** Puts another node, or none, in the place of one. Never fails, whatever the keys do. */
  void replace(Node<K, V> old, @Nullable Node<K, V> by) {
    Branch<K, V> before = root;
    try {
      root = Branch.replace(before, old, keyOf(old), by);
    } catch (RuntimeException keyMisbehaves) {
      root = rebuilt(before, old, by);
    }
  }

  private static <K, V> @Nullable Branch<K, V> rebuilt(
      @Nullable Branch<K, V> root, Node<K, V> old, @Nullable Node<K, V> by) {
    List<Branch<K, V>> rest = new ArrayList<>();
    for (Branch<K, V> branch : branches(root)) {
      Branch<K, V> kept = branch.aloneReplacing(old, by);
      if (kept != null) {
        rest.add(kept);
      }
    }
    return Branch.ofOrdered(rest);
  }

  private static <K, V> List<Branch<K, V>> branches(@Nullable Branch<K, V> root) {
    List<Branch<K, V>> all = new ArrayList<>();
    Branch.collect(root, all);
    return all;
  }

  /** What a bin of the wider table holds of this one: a chain if few are left, or null. */
  @Nullable Node<K, V> part(Predicate<Branch<K, V>> wanted, int chainLimit) {
    List<Branch<K, V>> kept = branches(root);
    kept.removeIf(wanted.negate());
    List<Node<K, V>> nodes = new ArrayList<>();
    for (Branch<K, V> branch : kept) {
      for (Branch.Peers<K, V> at = branch.peers; at != null; at = at.others) {
        nodes.add(at.node);
      }
    }
    return nodes.size() > chainLimit
        ? new FloodedBin<>(Branch.ofOrdered(kept))
        : HashIndex.chain(nodes);
  }
}
