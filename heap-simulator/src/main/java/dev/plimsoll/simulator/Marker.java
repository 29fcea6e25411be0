package dev.plimsoll.simulator;

/**
 * Tri-color marking (Dijkstra et al., "On-the-fly garbage collection", CACM 1978): an object not
 * reached yet is white, one that is marked and waits on the worklist grey, one whose slots were
 * visited black. The same marker serves marking in steps and marking in one pause.
 */
final class Marker {

  private final ObjectTable objects;
  private final SlotStore slots;
  private final OldSpace oldSpace;
  private final OwnerAccounts accounts;
  private final IntList worklist = new IntList();
  private final MovedArrays moved = new MovedArrays();

  // The large object whose visit a step's end cut short, and the next slot of it.
  private int partial;
  private int partialSlot;

  private long visitedObjects;
  private long visitedSlots;

  Marker(ObjectTable objects, SlotStore slots, OldSpace oldSpace, OwnerAccounts accounts) {
    this.objects = objects;
    this.slots = slots;
    this.oldSpace = oldSpace;
    this.accounts = accounts;
  }

  /** A reference to the object was found: a white one becomes grey. */
  void reach(int handle) {
    if (objects.mark(handle)) {
      worklist.add(handle);
      if (!Addresses.isYoung(objects.address(handle))) {
        countOld(handle);
      }
    }
  }

  /** An object allocated in the old generation during marking is black at once. */
  void allocatedBlack(int handle) {
    objects.mark(handle);
    countOld(handle);
  }

  /** A marked object has moved to the old generation. */
  void promoted(int handle) {
    if (objects.isMarked(handle)) {
      countOld(handle);
    }
  }

  /** Elements were moved within a large array: what of it was visited must be visited again. */
  void moved(int handle) {
    if (objects.isMarked(handle)) {
      int piece = Math.min(slotCount(handle), V8Rules.PIECE_SLOTS);
      visitSlots(handle, 0, piece);
      moved.add(handle, piece);
    }
  }

  /** Visits grey objects until so many bytes are done or none is left; answers the bytes done. */
  long visit(long bytes) {
    long done = 0;
    while (done < bytes) {
      if (partial != 0) {
        done += visitPiece();
      } else if (!worklist.isEmpty()) {
        done += visitObject(worklist.removeLast());
      } else if (!moved.isEmpty()) {
        done += visitMoved();
      } else {
        break;
      }
    }
    return done;
  }

  boolean isDone() {
    return worklist.isEmpty() && partial == 0 && moved.isEmpty();
  }

  /** A collection has freed young objects: those that waited here are forgotten. */
  void forgetDead() {
    int kept = 0;
    for (int i = 0; i < worklist.size(); i++) {
      int handle = worklist.get(i);
      if (objects.address(handle) != Addresses.NONE) {
        worklist.set(kept++, handle);
      }
    }
    worklist.truncate(kept);
    if (partial != 0 && objects.address(partial) == Addresses.NONE) {
      partial = 0;
    }
  }

  long takeVisitedObjects() {
    long visited = visitedObjects;
    visitedObjects = 0;
    return visited;
  }

  long takeVisitedSlots() {
    long visited = visitedSlots;
    visitedSlots = 0;
    return visited;
  }

  private long visitObject(int handle) {
    visitedObjects++;
    int count = slotCount(handle);
    long bytes = (long) objects.words(handle) * Addresses.WORD_BYTES;
    if (count > V8Rules.PIECE_SLOTS && Addresses.isLarge(objects.address(handle))) {
      partial = handle;
      partialSlot = 0;
      return Math.max(0, bytes - (long) count * Addresses.WORD_BYTES);
    }
    visitSlots(handle, 0, count);
    return bytes;
  }

  private long visitPiece() {
    int count = slotCount(partial);
    int end = Math.min(count, partialSlot + V8Rules.PIECE_SLOTS);
    visitSlots(partial, partialSlot, end);
    long bytes = (long) (end - partialSlot) * Addresses.WORD_BYTES;
    partialSlot = end;
    if (end == count) {
      partial = 0;
    }
    return bytes;
  }

  /** A piece of a moved array; or one of its places, which counts as the whole, as in 6.2. */
  private long visitMoved() {
    int handle = moved.next();
    int first = moved.visited();
    int end = Math.min(slotCount(handle), first + V8Rules.PIECE_SLOTS);
    if (first == end) {
      moved.leave();
      return (long) objects.words(handle) * Addresses.WORD_BYTES;
    }
    visitSlots(handle, first, end);
    moved.visitedUpTo(end);
    return (long) (end - first) * Addresses.WORD_BYTES;
  }

  private int slotCount(int handle) {
    int range = objects.slots(handle);
    return range <= 0 ? -range : slots.count(range);
  }

  private void visitSlots(int handle, int first, int afterLast) {
    int range = objects.slots(handle);
    visitedSlots += afterLast - first;
    if (range > 0) {
      visitSlots(range + 1 + first, range + 1 + afterLast);
    }
  }

  private void visitSlots(int start, int end) {
    for (int i = start; i < end; ) {
      int[] chunk = slots.chunkOf(i);
      int stop = Math.min(end, (i | SlotStore.CHUNK_MASK) + 1);
      if (!slots.isAllNull(chunk)) {
        for (int j = i; j < stop; j++) {
          int value = chunk[j & SlotStore.CHUNK_MASK] & ~SlotStore.REMEMBERED;
          if (value != 0) {
            reach(value);
          }
        }
      }
      i = stop;
    }
  }

  private void countOld(int handle) {
    int words = objects.words(handle);
    accounts.marked(objects.owner(handle), words);
    int address = objects.address(handle);
    if (address < Addresses.OLD_LARGE) {
      oldSpace.pageOf(address).markedWords += words;
    }
  }
}
