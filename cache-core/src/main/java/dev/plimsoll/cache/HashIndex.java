package dev.plimsoll.cache;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chained hash table of {@link Node}s, read without a lock and written under the store's monitor.
 *
 * <p>Growth relinks the nodes and never copies one: a copy would lose a value that is replaced by
 * compare-and-set meanwhile. While a chain is taken apart, a {@link MovingBin} in its place lists
 * what was in it; a reader that met nothing on a chain looks whether it was moved under its feet.
 */
final class HashIndex<K, V> {

  private static final VarHandle BIN = MethodHandles.arrayElementVarHandle(Node[].class);
  private static final int INITIAL_BINS = 16;
  private static final int MAX_BINS = 1 << 30;

  /** A chain of this length does not come about by chance at one node a bin. */
  private static final int LONGEST_CHAIN = 15;

  private final Transition<K, V> step;
  private volatile Node<K, V>[] bins = newBins(INITIAL_BINS);
  private Node<K, V> @Nullable [] leavingBins;

  HashIndex(Transition<K, V> step) {
    this.step = step;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <K, V> Node<K, V>[] newBins(int length) {
    return new Node[length];
  }

  @SuppressWarnings("unchecked")
  private static <K, V> @Nullable Node<K, V> binAt(Node<K, V>[] bins, int i) {
    return (Node<K, V>) BIN.getAcquire(bins, i);
  }

  private static <K, V> void setBin(Node<K, V>[] bins, int i, @Nullable Node<K, V> bin) {
    BIN.setRelease(bins, i, bin);
  }

  /** Spreads the higher bits downward. */
  static int hash(Object key) {
    int h = key.hashCode();
    return (h ^ (h >>> 16)) & Node.HASH_BITS;
  }

  /** The value of a key, without a lock; null if there is none. */
  @Nullable V read(Object key, int hash) {
    Node<K, V>[] seen = bins;
    // A plain read: what a settled node holds was published with its hash.
    Node<K, V> first = seen[hash & (seen.length - 1)];
    for (Node<K, V> node = first; node != null; node = node.next) {
      if (node.holds(hash, key)) {
        V value = node.value;
        if (value != null) {
          return value;
        }
      }
    }
    return first == null ? null : readWithCare(key, hash, false);
  }

  /** The settled node of a key in a plain chain, without a lock; null if it must be looked for. */
  @Nullable Node<K, V> settled(Object key, int hash) {
    Node<K, V>[] seen = bins;
    Node<K, V> node = seen[hash & (seen.length - 1)];
    while (node != null && !node.holds(hash, key)) {
      node = node.next;
    }
    return node;
  }

  /** Reads, and notes it on the node, which must be a tracked one. */
  @Nullable V readAndMark(Object key, int hash) {
    if (settled(key, hash) instanceof TrackedNode<K, V> node) {
      V value = node.value;
      if (value != null) {
        node.markRead();
        return value;
      }
    }
    return readWithCare(key, hash, true);
  }

  private @Nullable V readWithCare(Object key, int hash, boolean marks) {
    Node<K, V> node = find(key, hash);
    while (node != null) {
      V value = step.valueOf(node);
      if (value != null) {
        if (marks) {
          ((TrackedNode<K, V>) node).markRead();
        }
        return value;
      }
      // It left; a copy that took its place stands further on.
      node = findFrom(node.next, key, hash);
    }
    return null;
  }

  /** The node of a key, settled or not, without a lock; null if there is none. */
  @Nullable Node<K, V> find(Object key, int hash) {
    while (true) {
      Node<K, V>[] seen = bins;
      int i = hash & (seen.length - 1);
      Node<K, V> first = binAt(seen, i);
      Node<K, V> node =
          first instanceof SpecialBin<K, V> special
              ? special.find(hash, key)
              : findFrom(first, key, hash);
      if (node != null || first == null || (binAt(seen, i) == first && bins == seen)) {
        return node;
      }
    }
  }

  /** The node of a key on the rest of a chain. */
  private static <K, V> @Nullable Node<K, V> findFrom(
      @Nullable Node<K, V> first, Object key, int hash) {
    Node<K, V> node = first;
    while (node != null && !node.isFor(hash, key)) {
      node = node.next;
    }
    return node;
  }

  /** Adds a node whose key is not there. Throws only what a flooded bin's keys throw. */
  void add(Node<K, V> node) {
    Node<K, V>[] all = bins;
    int i = node.keyHash() & (all.length - 1);
    Node<K, V> last = all[i];
    if (last == null) {
      setBin(all, i, node);
      return;
    }
    if (last instanceof FloodedBin<K, V> flooded) {
      flooded.add(node);
      return;
    }
    int length = 1;
    for (Node<K, V> next = last.next; next != null; next = next.next) {
      last = next;
      length++;
    }
    if (length < LONGEST_CHAIN) {
      last.setNext(node);
    } else {
      FloodedBin<K, V> flooded = FloodedBin.ofChain(all[i]);
      flooded.add(node);
      setBin(all, i, flooded);
    }
  }

  /** Removes a node. Runs no code of a key that could fail it. */
  void remove(Node<K, V> node) {
    replace(node, null, node.next);
  }

  /** Puts a copy in a node's place; whoever stands on the node is led to the copy. */
  void swap(Node<K, V> node, Node<K, V> copy) {
    copy.setNext(node.next);
    replace(node, copy, copy);
    node.setNext(copy);
  }

  private void replace(Node<K, V> node, @Nullable Node<K, V> copy, @Nullable Node<K, V> link) {
    Node<K, V>[] all = bins;
    int i = node.keyHash() & (all.length - 1);
    Node<K, V> before = all[i];
    if (before == node) {
      setBin(all, i, link);
    } else if (before instanceof FloodedBin<K, V> flooded) {
      flooded.replace(node, copy);
      if (flooded.isEmpty()) {
        setBin(all, i, null);
      }
    } else {
      while (before != null && before.next != node) {
        before = before.next;
      }
      if (before != null) {
        before.setNext(link);
      }
    }
  }

  /** How many nodes there are for everybody. */
  int size() {
    int count = step.count();
    return count >= 0 ? count : sizeWhileAllLeave();
  }

  private int sizeWhileAllLeave() {
    while (true) {
      int count = step.count();
      boolean left = bins != leavingBins;
      // Each clear ends with a count of its own, so an equal one is the same.
      if (count >= 0 || count == step.count()) {
        return count >= 0 ? count : left ? 0 : ~count;
      }
    }
  }

  /** Lets all nodes go in one step. */
  void clear() {
    leavingBins = bins;
    step.recount(~step.count());
    bins = newBins(INITIAL_BINS);
    step.recount(0);
    leavingBins = null;
  }

  /** Makes room for {@code count} nodes: doubles the table once it is three quarters full. */
  void growFor(int count) {
    Node<K, V>[] narrow = bins;
    if (count > narrow.length - (narrow.length >>> 2) && narrow.length < MAX_BINS) {
      grow(narrow);
    }
  }

  private void grow(Node<K, V>[] narrow) {
    Node<K, V>[] wide = newBins(narrow.length * 2);
    for (int i = 0; i < narrow.length; i++) {
      distribute(narrow, i, wide);
    }
    bins = wide;
  }

  private static <K, V> void distribute(Node<K, V>[] narrow, int i, Node<K, V>[] wide) {
    Node<K, V> first = narrow[i];
    int bit = narrow.length;
    if (first == null) {
      return;
    }
    if (first instanceof FloodedBin<K, V> flooded) {
      wide[i] = flooded.part(branch -> (branch.hash & bit) == 0, LONGEST_CHAIN);
      wide[i + bit] = flooded.part(branch -> (branch.hash & bit) != 0, LONGEST_CHAIN);
    } else if (staysTogether(first, bit)) {
      wide[(first.keyHash() & bit) == 0 ? i : i + bit] = first;
    } else {
      takeApart(narrow, i, wide);
    }
  }

  private static <K, V> boolean staysTogether(Node<K, V> first, int bit) {
    for (Node<K, V> node = first.next; node != null; node = node.next) {
      if (((node.keyHash() ^ first.keyHash()) & bit) != 0) {
        return false;
      }
    }
    return true;
  }

  private static <K, V> void takeApart(Node<K, V>[] narrow, int i, Node<K, V>[] wide) {
    List<Node<K, V>> members = new ArrayList<>(4);
    List<Node<K, V>> low = new ArrayList<>(4);
    List<Node<K, V>> high = new ArrayList<>(4);
    for (Node<K, V> node = narrow[i]; node != null; node = node.next) {
      members.add(node);
      ((node.keyHash() & narrow.length) == 0 ? low : high).add(node);
    }
    // Before the first link changes: whoever walks the chain and misses must find this.
    setBin(narrow, i, new MovingBin<>(members));
    wide[i] = chain(low);
    wide[i + narrow.length] = chain(high);
  }

  /** Links nodes to a chain; null if there are none. */
  static <K, V> @Nullable Node<K, V> chain(List<Node<K, V>> nodes) {
    Node<K, V> next = null;
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node<K, V> node = nodes.get(i);
      node.setNext(next);
      next = node;
    }
    return next;
  }
}
