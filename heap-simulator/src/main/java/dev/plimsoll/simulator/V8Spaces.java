package dev.plimsoll.simulator;

/** The spaces of a V8 heap, and what is known of all of them together. */
final class V8Spaces {

  final NewSpace newSpace;
  final CopyBuffer copyBuffer;
  final OldSpace oldSpace;
  final LargeObjectSpace youngLarge;
  final LargeObjectSpace oldLarge;

  /** What lies in To-space since the last collection put it there. */
  IntList survivors = new IntList();

  private IntList former = new IntList();
  private final ObjectTable objects;
  private final SlotStore slots;
  private final long baseCommittedBytes;
  private final boolean reservesSemiSpaces;

  V8Spaces(HeapConfig config, Engine engine) {
    V8Rules rules = config.rules();
    objects = engine.objects;
    slots = engine.slots;
    reservesSemiSpaces = rules.pace() == V8Rules.MarkingPace.SPEED;
    baseCommittedBytes = config.baseObjects() ? rules.base().committedBytes() : 0;
    newSpace =
        new NewSpace(
            rules.pageBytes(),
            rules.newAreaBytes(),
            rules.parkedBufferBytes(),
            config.firstSemiSpacePages(),
            config.maxSemiSpacePages());
    copyBuffer = new CopyBuffer(newSpace, rules.copyBufferBytes(), rules.largestBufferedBytes());
    oldSpace = new OldSpace(objects, slots, rules.pageBytes(), rules.oldAreaBytes());
    youngLarge =
        new LargeObjectSpace(
            Addresses.YOUNG_LARGE, Addresses.OLD, V8Rules.OS_PAGE, V8Rules.OS_PAGE);
    oldLarge =
        new LargeObjectSpace(Addresses.OLD_LARGE, Addresses.NONE, V8Rules.OS_PAGE, V8Rules.OS_PAGE);
  }

  /** Bytes of objects in the old generation. */
  long oldBytes() {
    return oldSpace.usedBytes() + oldLarge.usedBytes();
  }

  /** What the old generation has taken of its limit: whole pages, and large objects. */
  long oldCapacityBytes() {
    return oldSpace.capacityBytes() + oldLarge.usedBytes();
  }

  /** Bytes used in the young generation. */
  long youngBytes() {
    return newSpace.usedBytes() + youngLarge.usedBytes();
  }

  long committedBytes() {
    return newSpace.committedBytes() + youngLarge.committedBytes() + oldCommittedBytes();
  }

  private long oldCommittedBytes() {
    return oldSpace.committedBytes() + oldLarge.committedBytes() + baseCommittedBytes;
  }

  /** What a trace calls the total: V8 3.14 counts the whole of the reserved semi-spaces. */
  long tracedBytes() {
    return reservesSemiSpaces
        ? 2L * newSpace.span() * Addresses.WORD_BYTES + oldCommittedBytes()
        : committedBytes();
  }

  /** Sets the survivors aside that were in what is From-space now. */
  void setSurvivorsAside() {
    IntList taken = survivors;
    survivors = former;
    survivors.clear();
    former = taken;
  }

  /** {@return what had survived once before the running collection began} */
  IntList formerSurvivors() {
    return former;
  }

  /** Frees what a collection left in From-space and in the young large-object space. */
  void buryYoung(int from, int span) {
    for (int i = 0; i < former.size(); i++) {
      int handle = former.get(i);
      if (Integer.compareUnsigned(objects.address(handle) - from, span) < 0) {
        objects.release(handle);
      }
    }
    for (int place = 0; youngLarge.count() > 0 && place < youngLarge.end(); place++) {
      int handle = youngLarge.handleAt(place);
      if (handle != 0) {
        youngLarge.remove(objects.address(handle), objects.words(handle));
        if (objects.slots(handle) > 0) {
          slots.freeOld(objects.slots(handle));
        }
        // As if it lay in From-space, unmoved.
        objects.setAddress(handle, from);
      }
    }
    objects.releaseUnmoved(from, span);
  }
}
