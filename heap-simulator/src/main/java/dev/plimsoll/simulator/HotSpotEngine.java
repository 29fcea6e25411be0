package dev.plimsoll.simulator;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.CollectionLog.Work;
import dev.plimsoll.simulator.CollectionStats.HeapSize;
import dev.plimsoll.simulator.CollectionStats.SpaceChange;
import java.util.List;

/**
 * A HotSpot heap under its serial collector, of fixed size: eden and two survivor spaces, and a
 * tenured generation that a full collection compacts.
 *
 * <p>Two simplifications. A scavenge that turns out to promote more than fits is completed beyond
 * the tenured generation's end, and the full collection that follows at once puts all in its place;
 * HotSpot leaves such objects where they were until then.
 */
final class HotSpotEngine extends Engine {

  private static final Owner RUNTIME = Owner.named("(runtime)");

  private final HotSpotRules rules;
  private final HotSpotSpaces spaces;
  private final PromotionEstimate promotionEstimate = new PromotionEstimate();
  private final HotSpotScavenger scavenger;
  private final HotSpotFullCollector fullCollector;
  private final boolean stress;

  private long externalBytes;
  private long usedAfterLast;
  // A scavenge was not safe: only a full collection helps.
  private boolean scavengeFailed;
  private boolean stressFull;

  HotSpotEngine(HeapConfig config, HotSpotRules rules) {
    super(config, Integer.MAX_VALUE);
    this.rules = rules;
    spaces = new HotSpotSpaces(rules);
    scavenger = new HotSpotScavenger(spaces, this, rules);
    fullCollector = new HotSpotFullCollector(spaces, this);
    stress = config.collectAtEveryAllocation();
    openEden(spaces.edenStart);
    if (config.baseObjects()) {
      addRuntimeObjects();
    }
  }

  /** What eden holds before the program's first line: live and dead objects, mixed. */
  private void addRuntimeObjects() {
    long bytes = Math.min(HotSpotRules.BASE_BYTES, rules.edenBytes() / 2);
    long live = Math.min(HotSpotRules.BASE_LIVE_BYTES, rules.survivorBytes() / 4);
    long rooted = 0;
    for (long done = 0; done < bytes; done += HotSpotRules.BASE_OBJECT_BYTES) {
      int handle = allocate(RUNTIME, HotSpotRules.BASE_OBJECT_BYTES, 0);
      if (rooted * bytes < done * live) {
        runtimeRoots.add(handle);
        rooted += HotSpotRules.BASE_OBJECT_BYTES;
      }
    }
  }

  @Override
  int allocateSlow(int owner, int words, int referenceSlots) {
    if (stress) {
      collectForStress();
    }
    if (isGiant(words) && words <= spaces.oldFreeWords()) {
      return addOld(owner, words, referenceSlots);
    }
    if (!fitsEden(words)) {
      collectFor(words);
    }
    if (fitsEden(words)) {
      return addEden(owner, words, referenceSlots);
    }
    if (words <= spaces.oldFreeWords()) {
      return addOld(owner, words, referenceSlots);
    }
    fullCollection(GcReason.LAST_RESORT);
    if (fitsEden(words)) {
      return addEden(owner, words, referenceSlots);
    }
    throw outOfMemory(words);
  }

  @Override
  void reserveSlow(int words) {
    if (!fitsEden(words) && !isGiant(words)) {
      collectFor(words);
    }
    limit = fitsEden(words) ? Math.max(limit, top + words) : limit;
  }

  /** What no young collection could make room for is allocated old. */
  private boolean isGiant(int words) {
    return !fitsEden(words) && (words > spaces.edenWords - spaces.edenStart || scavengeFailed);
  }

  private boolean fitsEden(int words) {
    return words <= spaces.edenWords - top;
  }

  private int addEden(int owner, int words, int referenceSlots) {
    int address = top;
    openEden(top + words);
    return addYoung(address, owner, words, referenceSlots);
  }

  @Override
  int allocateOldSlow(int owner, int words, int referenceSlots) {
    if (words > spaces.oldFreeWords()) {
      fullCollection(GcReason.ALLOCATION_FAILURE);
    }
    if (words > spaces.oldFreeWords()) {
      throw outOfMemory(words);
    }
    return addOld(owner, words, referenceSlots);
  }

  private SimulatedOutOfMemoryException outOfMemory(int words) {
    return log.outOfMemory(bytes(words), rules.oldBytes(), HotSpotRules.OUT_OF_MEMORY);
  }

  private int addOld(int owner, int words, int referenceSlots) {
    int handle = objects.add(Addresses.NONE, words, referenceSlots, owner);
    objects.setAddress(handle, spaces.placeInOld(handle, words));
    accounts.allocatedOld(owner, words);
    return handle;
  }

  private void collectFor(int words) {
    if (scavengeFailed || !isScavengeSafe()) {
      fullCollection(GcReason.ALLOCATION_FAILURE);
      return;
    }
    scavenge(GcReason.ALLOCATION_FAILURE);
    boolean nearlyFull = bytes(spaces.oldFreeWords()) < HotSpotRules.NEARLY_FULL_BYTES;
    if (nearlyFull || !fitsEden(words)) {
      fullCollection(GcReason.ALLOCATION_FAILURE);
    }
  }

  /** The tenured generation can take what scavenges usually promote, or all there is. */
  private boolean isScavengeSafe() {
    long free = bytes(spaces.oldFreeWords());
    return free >= promotionEstimate.padded() || free >= bytes(youngWords());
  }

  private void scavenge(GcReason reason) {
    Before before = new Before();
    tally.begin(log.isHeard());
    long visited = (long) runtimeRoots.size() + roots.end() + scopes.end() + remembered.size();
    scavenger.scavenge();
    freeBuffersOfDead();
    openEden(spaces.edenStart);
    long promoted = scavenger.promotedBytes();
    long copied = scavenger.copiedBytes();
    promotionEstimate.sample((double) promoted);
    log.programAllocated(accounts.allocatedWords());
    log.scavenged(
        log.model().scavengeMillis(visited, copied, promoted),
        reason,
        before.work(promoted, copied),
        before.size,
        after(),
        scavenger.threshold());
    tally.tell(log, accounts);
  }

  private void fullCollection(GcReason reason) {
    Before before = new Before();
    tally.begin(log.isHeard());
    openEden(fullCollector.collect());
    freeBuffersOfDead();
    scavengeFailed = top > spaces.edenStart && !isScavengeSafe();
    log.programAllocated(accounts.allocatedWords());
    log.collectedFully(
        fullCollector.pauseMillis(log.model()),
        reason,
        before.work(fullCollector.promotedBytes(), 0),
        before.size,
        after(),
        fullCollector.movedBytes());
    tally.tell(log, accounts);
  }

  private void collectForStress() {
    stressFull = !stressFull;
    if (stressFull || !isScavengeSafe()) {
      fullCollection(GcReason.REQUESTED);
    } else {
      scavenge(GcReason.REQUESTED);
    }
    HeapVerifier.verify(this);
  }

  private void openEden(int newTop) {
    top = newTop;
    limit = stress ? newTop : spaces.edenWords;
  }

  @Override
  void markStored(int value) {
    throw new IllegalStateException("the serial collector never marks beside the program");
  }

  @Override
  void externalChanged(long delta) {
    externalBytes += delta;
  }

  @Override
  void externalFreed(long bytes) {
    externalBytes -= bytes;
  }

  @Override
  void collectFully() {
    fullCollection(GcReason.REQUESTED);
  }

  @Override
  void collectYoung() {
    if (isScavengeSafe()) {
      scavenge(GcReason.REQUESTED);
    } else {
      fullCollection(GcReason.REQUESTED);
    }
  }

  @Override
  HeapUsage usage() {
    HeapSize size = size();
    long outside = size.committedBytes() + externalBytes;
    return new HeapUsage(
        outside + HotSpotRules.PROCESS_BYTES,
        size.committedBytes(),
        size.usedBytes(),
        externalBytes);
  }

  @Override
  SpaceMap spaceMap() {
    return new HotSpotSpaceMap(spaces);
  }

  @Override
  HeapTotals totals() {
    log.programAllocated(accounts.allocatedWords());
    return log.totals(accounts.allocatedWords());
  }

  private long youngWords() {
    return edenUsedWords() + spaces.fromUsedWords();
  }

  private long edenUsedWords() {
    return top == spaces.edenStart ? 0 : top;
  }

  /** As {@code MemoryMXBean} counts: one survivor space is never in use. */
  private HeapSize size() {
    return new HeapSize(
        bytes(youngWords() + spaces.oldUsedWords()),
        bytes(spaces.edenWords + spaces.survivorWords + spaces.oldCapacityWords));
  }

  private HeapSize after() {
    HeapSize size = size();
    usedAfterLast = size.usedBytes();
    return size;
  }

  private static long bytes(long words) {
    return words * Addresses.WORD_BYTES;
  }

  /** The heap as a collection finds it. */
  private final class Before {
    final HeapSize size = size();
    final long edenWords = edenUsedWords();
    final long fromWords = spaces.fromUsedWords();
    final long oldWords = spaces.oldUsedWords();

    Work work(long promoted, long copied) {
      return new Work(
          size.usedBytes() - usedAfterLast,
          promoted,
          copied,
          List.of(
              change(HotSpotLog.EDEN, edenWords, edenUsedWords(), spaces.edenWords),
              change(HotSpotLog.SURVIVOR, fromWords, spaces.fromUsedWords(), spaces.survivorWords),
              change(
                  HotSpotLog.TENURED, oldWords, spaces.oldUsedWords(), spaces.oldCapacityWords)));
    }

    private SpaceChange change(String name, long before, long after, long capacity) {
      return new SpaceChange(name, bytes(before), bytes(capacity), bytes(after), bytes(capacity));
    }
  }
}
