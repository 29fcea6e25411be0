package dev.plimsoll.simulator.snapshot;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.ReachabilityVisitor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Objects as nodes with dense numbers, nearest to the roots first, and references as edges in rows
 * of one array.
 */
final class ObjectGraph {

  private static final int MAX_NODE = Integer.MAX_VALUE;
  private static final long WORD_BYTES = 8;

  private final List<Owner> owners;
  private final int[] handles;
  private final int[] numbers;
  private final int[] words;
  private final int[] slotCounts;
  private final int[] ownerOf;
  // A handle and its node each, by the handle.
  private final long[] nodeOf;
  private final int[] firstEdge;
  private final int[] targets;
  private final int[] slots;
  private final List<Root> roots;

  /**
   * Something outside the heap that refers to an object.
   *
   * @param node the object
   */
  record Root(ReachabilityVisitor.RootKind kind, int number, int node) {}

  private ObjectGraph(Builder from) {
    owners = List.copyOf(from.owners);
    handles = from.handles.toArray();
    numbers = from.numbers.toArray();
    words = from.words.toArray();
    slotCounts = from.slotCounts.toArray();
    ownerOf = from.ownerOf.toArray();
    nodeOf = index(handles);
    from.firstEdge.add(from.targets.size());
    firstEdge = from.firstEdge.toArray();
    slots = from.slots.toArray();
    targets = from.targets.toArray();
    Arrays.setAll(targets, edge -> node(targets[edge]));
    roots = new ArrayList<>();
    for (Root root : from.roots) {
      roots.add(new Root(root.kind(), root.number(), node(root.node())));
    }
  }

  private static long[] index(int[] handles) {
    long[] nodeOf = new long[handles.length];
    Arrays.setAll(nodeOf, node -> (long) handles[node] << Integer.SIZE | node);
    Arrays.sort(nodeOf);
    return nodeOf;
  }

  int size() {
    return handles.length;
  }

  int edges() {
    return targets.length;
  }

  List<Root> roots() {
    return roots;
  }

  List<Owner> owners() {
    return owners;
  }

  /** The node of a handle. */
  int node(int handle) {
    int place = ~Arrays.binarySearch(nodeOf, (long) handle << Integer.SIZE | MAX_NODE);
    if (place <= 0 || (int) (nodeOf[place - 1] >>> Integer.SIZE) != handle) {
      throw new IllegalArgumentException(
          "no root reached an object with the handle " + handle + " when the snapshot was taken");
    }
    return (int) nodeOf[place - 1];
  }

  int handle(int node) {
    return handles[node];
  }

  /** A number that no other object of the heap ever has. */
  int number(int node) {
    return numbers[node];
  }

  long bytes(int node) {
    return words[node] * WORD_BYTES;
  }

  /** How many references it can hold. */
  int slotCount(int node) {
    return slotCounts[node];
  }

  Owner owner(int node) {
    return owners.get(ownerOf[node]);
  }

  /** Its owner's place among {@link #owners()}. */
  int ownerIndex(int node) {
    return ownerOf[node];
  }

  /** Where the node's edges begin; they end where those of the next one begin. */
  int firstEdge(int node) {
    return firstEdge[node];
  }

  int target(int edge) {
    return targets[edge];
  }

  int slot(int edge) {
    return slots[edge];
  }

  List<OwnerShare> shares() {
    long[] objects = new long[owners.size()];
    long[] bytes = new long[owners.size()];
    for (int node = 0; node < handles.length; node++) {
      objects[ownerOf[node]]++;
      bytes[ownerOf[node]] += bytes(node);
    }
    List<OwnerShare> shares = new ArrayList<>();
    for (int i = 0; i < objects.length; i++) {
      shares.add(new OwnerShare(owners.get(i), objects[i], bytes[i]));
    }
    return shares;
  }

  /** Writes down what a heap shows. */
  static final class Builder implements ReachabilityVisitor {
    private final List<Owner> owners = new ArrayList<>();
    private final Map<Owner, Integer> ownerIndexes = new HashMap<>();
    private final Ints handles = new Ints();
    private final Ints numbers = new Ints();
    private final Ints words = new Ints();
    private final Ints slotCounts = new Ints();
    private final Ints ownerOf = new Ints();
    private final Ints firstEdge = new Ints();
    private final Ints targets = new Ints();
    private final Ints slots = new Ints();
    private final List<Root> roots = new ArrayList<>();

    @Override
    public void root(RootKind kind, int number, int object) {
      roots.add(new Root(kind, number, object));
    }

    @Override
    public void object(int object, int number, Owner owner, long bytes, int referenceSlots) {
      handles.add(object);
      numbers.add(number);
      words.add((int) (bytes / WORD_BYTES));
      slotCounts.add(referenceSlots);
      ownerOf.add(ownerIndexes.computeIfAbsent(owner, this::addOwner));
      firstEdge.add(targets.size());
    }

    @Override
    public void reference(int slot, int target) {
      slots.add(slot);
      targets.add(target);
    }

    ObjectGraph build() {
      return new ObjectGraph(this);
    }

    private int addOwner(Owner owner) {
      owners.add(owner);
      return owners.size() - 1;
    }
  }
}
