package dev.plimsoll.simulator.snapshot;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.GenerationalHeap;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the roots of a simulated heap reached at one moment: objects, their sizes and owners, and
 * the references between them. What waits to be collected is not in it, and taking it collects
 * nothing. About 32 bytes an object and 8 a reference.
 *
 * <p>An object is told by its heap's handle; after its death the heap gives the handle to another
 * object, so handles of two snapshots mean the same only for objects that lived through both. What
 * is written numbers each object by a number that no other object of the heap ever has.
 *
 * <p>Immutable, and safe for use by many threads.
 */
public final class HeapSnapshot {

  private final ObjectGraph graph;
  // Worked out by the first who asks; two that ask at once find the same.
  private volatile @Nullable Dominators dominators;

  private HeapSnapshot(ObjectGraph graph) {
    this.graph = graph;
  }

  /**
   * {@return a snapshot of a heap as it is now}
   *
   * @param heap the heap; call on its own thread unless it has a retention listener
   */
  public static HeapSnapshot take(GenerationalHeap heap) {
    ObjectGraph.Builder builder = new ObjectGraph.Builder();
    Objects.requireNonNull(heap, "heap").visitReachable(builder);
    return new HeapSnapshot(builder.build());
  }

  /** {@return how many objects can be reached} */
  public int objects() {
    return graph.size();
  }

  /** {@return the bytes of all of them} */
  public long bytes() {
    return OwnerShare.sum(owners());
  }

  /** {@return how many references there are between them, those of roots left out} */
  public int references() {
    return graph.edges();
  }

  /** {@return what each owner has that can be reached, in the order in which they were met} */
  public List<OwnerShare> owners() {
    return graph.shares();
  }

  /**
   * {@return a shortest way from a root to an object: why it is alive}
   *
   * @param object its handle
   * @throws IllegalArgumentException if this snapshot has no such object
   */
  public RetainingPath retainingPath(int object) {
    return ShortestPath.to(graph, graph.node(object));
  }

  /**
   * {@return the bytes that would be freed if nothing referred to an object any more: its own and
   * those of all objects that it dominates} By Lengauer and Tarjan's dominator tree.
   *
   * @param object its handle
   * @throws IllegalArgumentException if this snapshot has no such object
   */
  public long retainedSize(int object) {
    return dominators().retainedBytes(graph.node(object));
  }

  /**
   * {@return the bytes that would be freed if all objects of an owner went away at once: its own
   * and those of all objects that are reached through them only} Exact: what every other way from
   * the roots reaches is marked, and the rest is the owner's. For an owner of one object it is what
   * that object dominates. 0 for an owner that has nothing here.
   *
   * @param owner the owner
   */
  public long retainedSize(Owner owner) {
    return OwnerRetained.bytes(graph, Objects.requireNonNull(owner, "owner"));
  }

  /**
   * {@return the object through which every way from the roots to an object leads and that is
   * nearest to it; 0 if there is none, since ways from several roots meet}
   *
   * @param object its handle
   * @throws IllegalArgumentException if this snapshot has no such object
   */
  public int dominator(int object) {
    int node = dominators().immediate(graph.node(object));
    return node < 0 ? 0 : graph.handle(node);
  }

  /**
   * {@return what became of each owner between two snapshots of one heap, what grew most first}
   *
   * @param before the earlier one
   * @param after the later one
   */
  public static List<OwnerDiff> diff(HeapSnapshot before, HeapSnapshot after) {
    return OwnerDiff.between(before.owners(), after.owners());
  }

  /**
   * Writes this as V8's {@code .heapsnapshot}, which Chrome DevTools opens (Memory, Load): each
   * object is a node that is named after its owner, each slot an element of it; the roots are V8's
   * synthetic ones: strong roots for the runtime's, global handles for the program's, the handle
   * scope for open scopes. A node's number is never given to another object, so that DevTools can
   * compare two snapshots.
   *
   * @param file where to; what is there is replaced
   * @throws IOException if it cannot be written
   */
  public void writeHeapSnapshot(Path file) throws IOException {
    try (OutputStream out = open(file)) {
      new V8SnapshotWriter(graph, out).write();
    }
  }

  /**
   * {@return the number by which DevTools names an object, behind an {@code @}: its node's id in
   * the {@code .heapsnapshot}, the same in every snapshot of the heap}
   *
   * @param object its handle
   * @throws IllegalArgumentException if this snapshot has no such object
   */
  public long nodeId(int object) {
    return V8SnapshotWriter.objectId(graph.number(graph.node(object)));
  }

  /**
   * Writes this as a HPROF dump, which Eclipse MAT and VisualVM open: each object is an instance of
   * a class that is named after its owner, with a field for each slot; {@link HprofShapes} says how
   * large and many-slotted ones are laid out. The program's roots are JNI globals, scopes JNI
   * locals, the runtime's of unknown kind. Each object takes its own size in the file.
   *
   * @param file where to; what is there is replaced
   * @throws IOException if it cannot be written
   * @throws IllegalArgumentException if an object is larger than the format can say (2 GB)
   */
  public void writeHprof(Path file) throws IOException {
    try (OutputStream out = open(file)) {
      new HprofWriter(graph, out).write();
    }
  }

  private static OutputStream open(Path file) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
  }

  private Dominators dominators() {
    Dominators known = dominators;
    if (known == null) {
      known = Dominators.of(graph);
      dominators = known;
    }
    return known;
  }
}
