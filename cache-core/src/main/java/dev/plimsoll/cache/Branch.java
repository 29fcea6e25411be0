package dev.plimsoll.cache;

import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A branch of an immutable AVL tree (Adelson-Velsky and Landis, 1962) over the nodes of one flooded
 * bin, in {@link KeyOrder}. Each change copies the path to it, so a reader that holds a root needs
 * no lock.
 */
final class Branch<K, V> {

  /** Nodes that the order cannot tell apart. */
  static final class Peers<K, V> {
    final Node<K, V> node;
    final @Nullable Peers<K, V> others;

    Peers(Node<K, V> node, @Nullable Peers<K, V> others) {
      this.node = node;
      this.others = others;
    }

    @Nullable Peers<K, V> replacing(Node<K, V> old, @Nullable Node<K, V> by) {
      if (node == old) {
        return by == null ? others : new Peers<>(by, others);
      }
      Peers<K, V> rest = others == null ? null : others.replacing(old, by);
      return rest == others ? this : new Peers<>(node, rest);
    }
  }

  final int hash;

  /** Kept here too: a node that leaves drops its key, and readers still find their way. */
  final K key;

  final Peers<K, V> peers;
  final @Nullable Branch<K, V> left;
  final @Nullable Branch<K, V> right;
  private final int height;

  /** Whether the class of the key has an order of its own. */
  private final boolean ordered;

  /** Whether all keys from here on are of this one's hash and class. */
  private final boolean uniform;

  private Branch(
      int hash,
      K key,
      boolean ordered,
      Peers<K, V> peers,
      @Nullable Branch<K, V> left,
      @Nullable Branch<K, V> right) {
    this.hash = hash;
    this.key = key;
    this.ordered = ordered;
    this.peers = peers;
    this.left = left;
    this.right = right;
    this.height = Math.max(height(left), height(right)) + 1;
    this.uniform = isLikeThis(left) && isLikeThis(right);
  }

  private static <K, V> Branch<K, V> leaf(Node<K, V> node, K key) {
    boolean ordered = KeyOrder.isOrdered(key.getClass());
    return new Branch<>(node.keyHash(), key, ordered, new Peers<>(node, null), null, null);
  }

  private Branch<K, V> with(@Nullable Branch<K, V> newLeft, @Nullable Branch<K, V> newRight) {
    return new Branch<>(hash, key, ordered, peers, newLeft, newRight);
  }

  private Branch<K, V> with(Peers<K, V> newPeers) {
    return new Branch<>(hash, key, ordered, newPeers, left, right);
  }

  private boolean isLikeThis(@Nullable Branch<K, V> side) {
    return side == null
        || (side.uniform && side.hash == hash && side.key.getClass() == key.getClass());
  }

  private int order(int ofHash, Object ofKey) {
    return KeyOrder.compare(ofHash, ofKey, hash, key, ordered);
  }

  static <K, V> @Nullable Node<K, V> find(@Nullable Branch<K, V> root, int hash, Object key) {
    Branch<K, V> at = root;
    while (at != null) {
      int order = at.order(hash, key);
      if (order == 0) {
        Node<K, V> found = at.among(hash, key);
        return found != null ? found : findOfOtherClass(root, hash, key);
      }
      at = order < 0 ? at.left : at.right;
    }
    return findOfOtherClass(root, hash, key);
  }

  /** Looks at each key of the same hash and another class: it may be equal all the same. */
  private static <K, V> @Nullable Node<K, V> findOfOtherClass(
      @Nullable Branch<K, V> at, int hash, Object key) {
    if (at == null) {
      return null;
    }
    if (hash != at.hash) {
      return findOfOtherClass(hash < at.hash ? at.left : at.right, hash, key);
    }
    boolean own = at.key.getClass() == key.getClass();
    if (own && at.uniform) {
      return null;
    }
    Node<K, V> found = own ? null : at.among(hash, key);
    if (found == null) {
      found = findOfOtherClass(at.left, hash, key);
    }
    return found != null ? found : findOfOtherClass(at.right, hash, key);
  }

  private @Nullable Node<K, V> among(int hash, Object key) {
    for (Peers<K, V> at = peers; at != null; at = at.others) {
      if (at.node.isFor(hash, key)) {
        return at.node;
      }
    }
    return null;
  }

  static <K, V> Branch<K, V> insert(@Nullable Branch<K, V> root, Node<K, V> node, K key) {
    if (root == null) {
      return leaf(node, key);
    }
    int order = root.order(node.keyHash(), key);
    if (order == 0) {
      return root.with(new Peers<>(node, root.peers));
    }
    return order < 0
        ? balanced(root, insert(root.left, node, key), root.right)
        : balanced(root, root.left, insert(root.right, node, key));
  }

  /**
   * Puts another node, or none, in a node's place.
   *
   * @throws NoSuchElementException if the key no longer leads to the node: it was changed while it
   *     was in the map
   */
  static <K, V> @Nullable Branch<K, V> replace(
      @Nullable Branch<K, V> root, Node<K, V> old, K key, @Nullable Node<K, V> by) {
    if (root == null) {
      throw new NoSuchElementException("the key's order changed while it was in the map");
    }
    int order = root.order(old.keyHash(), key);
    if (order == 0) {
      return root.replacePeer(old, by);
    }
    return order < 0
        ? balanced(root, replace(root.left, old, key, by), root.right)
        : balanced(root, root.left, replace(root.right, old, key, by));
  }

  private @Nullable Branch<K, V> replacePeer(Node<K, V> old, @Nullable Node<K, V> by) {
    Peers<K, V> rest = peers.replacing(old, by);
    if (rest == peers) {
      throw new NoSuchElementException("the key's order changed while it was in the map");
    }
    return rest == null ? joined(left, right) : with(rest);
  }

  private static <K, V> @Nullable Branch<K, V> joined(
      @Nullable Branch<K, V> left, @Nullable Branch<K, V> right) {
    if (left == null || right == null) {
      return left == null ? right : left;
    }
    Branch<K, V> least = right;
    while (least.left != null) {
      least = least.left;
    }
    return balanced(least, left, withoutLeast(right));
  }

  private static <K, V> @Nullable Branch<K, V> withoutLeast(Branch<K, V> root) {
    return root.left == null ? root.right : balanced(root, withoutLeast(root.left), root.right);
  }

  private static <K, V> Branch<K, V> balanced(
      Branch<K, V> root, @Nullable Branch<K, V> left, @Nullable Branch<K, V> right) {
    if (left != null && height(left) > height(right) + 1) {
      Branch<K, V> inner = left.right;
      return inner == null || height(left.left) >= height(inner)
          ? left.with(left.left, root.with(inner, right))
          : inner.with(left.with(left.left, inner.left), root.with(inner.right, right));
    }
    if (right != null && height(right) > height(left) + 1) {
      Branch<K, V> inner = right.left;
      return inner == null || height(right.right) >= height(inner)
          ? right.with(root.with(left, inner), right.right)
          : inner.with(root.with(left, inner.left), right.with(inner.right, right.right));
    }
    return root.with(left, right);
  }

  private static int height(@Nullable Branch<?, ?> branch) {
    return branch == null ? 0 : branch.height;
  }

  /** Adds the branches to {@code all}, in order. */
  static <K, V> void collect(@Nullable Branch<K, V> root, List<Branch<K, V>> all) {
    if (root != null) {
      collect(root.left, all);
      all.add(root);
      collect(root.right, all);
    }
  }

  /** Builds a tree of branches that are in order, without asking the keys. */
  static <K, V> @Nullable Branch<K, V> ofOrdered(List<Branch<K, V>> ordered) {
    if (ordered.isEmpty()) {
      return null;
    }
    int middle = ordered.size() / 2;
    return ordered
        .get(middle)
        .with(
            ofOrdered(ordered.subList(0, middle)),
            ofOrdered(ordered.subList(middle + 1, ordered.size())));
  }

  /** This branch alone, with another node, or none, in a node's place. Null if none is left. */
  @Nullable Branch<K, V> aloneReplacing(Node<K, V> old, @Nullable Node<K, V> by) {
    Peers<K, V> rest = peers.replacing(old, by);
    return rest == null ? null : with(rest);
  }
}
