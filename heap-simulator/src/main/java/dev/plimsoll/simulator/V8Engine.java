package dev.plimsoll.simulator;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.CollectionLog.Work;
import dev.plimsoll.simulator.CollectionStats.HeapSize;

/**
 * A V8 heap. The scavenger collects new space; the old generation is marked in steps and collected
 * when it has grown to its limit.
 */
final class V8Engine extends Engine {

  private final V8Rules rules;
  private final V8Spaces spaces;
  private final Marker marker;
  private final PromotionTally tally = new PromotionTally();
  private final Scavenger scavenger;
  private final FullCollector fullCollector;
  private final IncrementalMarking incremental;
  private final MarkingSteps steps;
  private final SemiSpaceGrowth growth;
  private final OldGenerationLimit limits;
  private final long maxOldBytes;
  private final ExternalMemory external;
  private boolean stress;
  private final boolean hasBase;

  private long usedAfterLast;
  private boolean stressFull;
  // The last collection was a full one because a scavenge might not have succeeded.
  private boolean forced;

  V8Engine(HeapConfig config) {
    super(config, config.rules().largestRegularBytes() / Addresses.WORD_BYTES);
    rules = config.rules();
    spaces = new V8Spaces(config, this);
    marker = new Marker(objects, slots, spaces.oldSpace, accounts);
    scavenger = new Scavenger(spaces, this, marker, tally, rules);
    fullCollector =
        new FullCollector(spaces, this, marker, scavenger, rules.fullCollectionPromotesAll());
    incremental = new IncrementalMarking(config, marker, spaces, log);
    steps = new MarkingSteps(rules, spaces, objects, incremental);
    growth = new SemiSpaceGrowth(spaces.newSpace);
    maxOldBytes = config.maxOldBytes();
    limits = OldGenerationLimit.of(rules, maxOldBytes);
    external = new ExternalMemory(config);
    hasBase = config.baseObjects();
    openArea();
    if (hasBase) {
      new RuntimeObjects(this).add(rules.base());
    }
    stress = config.collectAtEveryAllocation();
    closeArea();
    openArea();
  }

  @Override
  int allocateSlow(int owner, int words, int referenceSlots) {
    if (stress) {
      stressFull = !stressFull;
      closeArea();
      if (stressFull) {
        collectAll(GcReason.REQUESTED);
      } else {
        scavenge(GcReason.REQUESTED);
      }
    } else {
      closeArea();
    }
    int handle =
        words * (long) Addresses.WORD_BYTES > rules.largestRegularBytes()
            ? allocateLarge(owner, words, referenceSlots)
            : allocateRegular(owner, words, referenceSlots);
    openArea();
    return handle;
  }

  @Override
  void reserveSlow(int words) {
    closeArea();
    makeRoom(words);
    openArea();
    limit = Math.max(limit, top + words);
  }

  private int allocateRegular(int owner, int words, int referenceSlots) {
    makeRoom(words);
    int address = spaces.newSpace.top;
    spaces.newSpace.top = address + words;
    return addYoung(address, owner, words, referenceSlots);
  }

  private void makeRoom(int words) {
    advanceMarking(words);
    if (!hasRoom(words)) {
      scavengeOrCollect(GcReason.ALLOCATION_FAILURE);
      if (!hasRoom(words)) {
        // Survivors fill To-space: everything that is there has survived, and goes.
        scavengeOrCollect(GcReason.ALLOCATION_FAILURE);
        requireRoom(words);
      }
    }
  }

  private boolean hasRoom(int words) {
    NewSpace newSpace = spaces.newSpace;
    return words <= newSpace.limit - newSpace.top
        || (newSpace.nextPage() && words <= newSpace.limit - newSpace.top);
  }

  private void requireRoom(int words) {
    if (!hasRoom(words)) {
      collectAll(GcReason.LAST_RESORT);
      if (!hasRoom(words)) {
        throw outOfMemory((long) words * Addresses.WORD_BYTES, rules.words().lastResort());
      }
    }
  }

  private int allocateLarge(int owner, int words, int referenceSlots) {
    return rules.youngLargeObjects()
        ? allocateYoungLarge(owner, words, referenceSlots)
        : allocateOldLarge(owner, words, referenceSlots);
  }

  private int allocateYoungLarge(int owner, int words, int referenceSlots) {
    long bytes = (long) words * Addresses.WORD_BYTES;
    advanceMarking(0);
    long used = spaces.youngLarge.usedBytes();
    if (used > 0 && used + bytes > spaces.newSpace.capacityBytes()) {
      scavengeOrCollect(GcReason.ALLOCATION_FAILURE);
    }
    if (!fitsOld(spaces.youngLarge.usedBytes() + bytes)) {
      collectBeforeTheEnd(words);
    }
    if (marking) {
      steps.advanceByLarge(bytes);
    }
    int handle = addYoung(Addresses.NONE, owner, words, referenceSlots);
    objects.setAddress(handle, spaces.youngLarge.place(handle, words));
    return handle;
  }

  @Override
  int allocateOldSlow(int owner, int words, int referenceSlots) {
    closeArea();
    int handle =
        words * (long) Addresses.WORD_BYTES > rules.largestRegularBytes()
            ? allocateOldLarge(owner, words, referenceSlots)
            : allocateOldRegular(owner, words, referenceSlots);
    openArea();
    return handle;
  }

  private int allocateOldRegular(int owner, int words, int referenceSlots) {
    if (!fitsOld((long) words * Addresses.WORD_BYTES)) {
      collectBeforeTheEnd(words);
    }
    int handle = objects.add(Addresses.NONE, words, referenceSlots, owner);
    objects.setAddress(handle, spaces.oldSpace.place(handle, words));
    accounts.allocatedOld(owner, words);
    if (marking) {
      marker.allocatedBlack(handle);
    }
    return handle;
  }

  private int allocateOldLarge(int owner, int words, int referenceSlots) {
    long bytes = (long) words * Addresses.WORD_BYTES;
    startMarkingIfNeeded();
    advanceMarking(0);
    if (!fitsOld(bytes)) {
      collectBeforeTheEnd(words);
    }
    if (marking) {
      steps.advanceByLarge(bytes);
    }
    int handle = objects.add(Addresses.NONE, words, referenceSlots, owner);
    objects.setAddress(handle, spaces.oldLarge.place(handle, words));
    accounts.allocatedOld(owner, words);
    if (marking) {
      marker.allocatedBlack(handle);
    }
    return handle;
  }

  private boolean fitsOld(long bytes) {
    return spaces.oldCapacityBytes() + bytes <= maxOldBytes;
  }

  // Two full collections because the allocation failed, two as a last resort, then the end.
  private void collectBeforeTheEnd(int words) {
    long bytes = (long) words * Addresses.WORD_BYTES;
    for (int attempt = 0; attempt < 4 && !fitsOld(bytes); attempt++) {
      collectAll(attempt < 2 ? GcReason.OLD_LIMIT_REACHED : GcReason.LAST_RESORT);
    }
    if (!fitsOld(bytes)) {
      throw outOfMemory((long) words * Addresses.WORD_BYTES, rules.words().lastResort());
    }
  }

  private SimulatedOutOfMemoryException outOfMemory(long bytes, String words) {
    openArea();
    return log.outOfMemory(bytes, maxOldBytes, words);
  }

  private void scavengeOrCollect(GcReason reason) {
    if (fullCollectionIsDue()) {
      collectAll(GcReason.OLD_LIMIT_REACHED);
    } else if (fitsOld(spaces.youngBytes())) {
      forced = false;
      scavenge(reason);
    } else {
      collectForWantOfRoom();
    }
  }

  // Survivors of a scavenge might not fit the old generation: a full collection must make room.
  private void collectForWantOfRoom() {
    collectAll(GcReason.OLD_LIMIT_REACHED);
    boolean inVain = forced && !fitsOld(spaces.youngBytes());
    forced = true;
    if (inVain || !fitsOld(0)) {
      collectAll(GcReason.OLD_LIMIT_REACHED);
      collectAll(GcReason.LAST_RESORT);
      throw outOfMemory(spaces.youngBytes(), rules.words().heapLimit());
    }
  }

  // Marking that is under way delays it, at the price of a long step.
  private boolean fullCollectionIsDue() {
    return limits.fullCollectionIsDue(spaces.oldBytes() + external.sinceFullCollection())
        && (!marking || incremental.delayedStep());
  }

  private void scavenge(GcReason reason) {
    growth.growIfDue(log);
    tally.begin(log.isHeard());
    HeapSize before = size();
    long youngBefore = spaces.youngBytes();
    long visited = (long) roots.end() + scopes.end() + remembered.size();
    scavenger.scavenge();
    freeBuffersOfDead();
    external.scavenged();
    long promoted = scavenger.promotedBytes();
    long copied = scavenger.copiedBytes();
    growth.survived(promoted + copied);
    limits.scavenged(spaces.oldBytes(), share(promoted + copied, youngBefore));
    growth.limit(limits);
    if (marking) {
      incremental.scavenged(promoted, Math.max(0, youngBefore - promoted - copied));
    }
    tellSweeps();
    double pause = log.model().scavengeMillis(visited, copied, promoted);
    log.programAllocated(accounts.allocatedWords());
    log.scavenged(
        pause,
        reason,
        new Work(before.usedBytes() - usedAfterLast, promoted, copied),
        before,
        after(),
        1);
    tally.tell(log, accounts);
    startMarkingIfNeeded();
  }

  private void collectAll(GcReason reason) {
    tally.begin(log.isHeard());
    growth.growIfDue(log);
    HeapSize before = size();
    long youngBefore = spaces.youngBytes();
    spaces.oldSpace.finishSweeping();
    fullCollector.collect();
    boolean wasMarking = marking;
    marking = false;
    incremental.stop();
    freeBuffersOfDead();
    long promoted = scavenger.promotedBytes();
    long copied = scavenger.copiedBytes();
    growth.survived(promoted + copied);
    limits.collectedFully(
        spaces.oldBytes(),
        spaces.oldCapacityBytes(),
        spaces.newSpace.capacityBytes(),
        share(promoted + copied, youngBefore));
    growth.limit(limits);
    external.collectedFully();
    log.programAllocated(accounts.allocatedWords());
    double pause =
        log.model().markMillis(marker.takeVisitedObjects(), marker.takeVisitedSlots())
            + log.model().scavengeMillis(0, copied, promoted)
            + log.model().compactMillis(fullCollector.movedBytes());
    if (!wasMarking) {
      log.markingStarted();
    }
    log.collectedFully(
        pause,
        reason,
        new Work(before.usedBytes() - usedAfterLast, promoted, copied),
        before,
        after(),
        fullCollector.movedBytes());
    tally.tell(log, accounts);
    if (limits.isIneffective(spaces.oldBytes(), log.mutatorShare())) {
      throw outOfMemory(spaces.youngBytes(), rules.words().ineffective());
    }
  }

  private static double share(long survived, long youngBefore) {
    return youngBefore == 0 ? 0 : (double) survived / youngBefore;
  }

  private void startMarkingIfNeeded() {
    if (!marking
        && limits.markingIsDue(
            spaces.oldBytes() + external.sinceFullCollection(),
            spaces.oldCapacityBytes(),
            spaces.newSpace.capacityBytes())) {
      startMarking();
    }
  }

  private void startMarking() {
    spaces.oldSpace.finishSweeping();
    tellSweeps();
    marking = true;
    incremental.start();
    fullCollector.markRuntimeRoots();
    if (rules.marksProgramRootsFirst()) {
      fullCollector.markProgramRoots();
    }
    steps.begin();
  }

  private void advanceMarking(int words) {
    if (marking && steps.advance(words)) {
      collectAll(GcReason.MARKING_COMPLETE);
    }
  }

  @Override
  void markStored(int value) {
    marker.reach(value);
  }

  @Override
  void externalChanged(long delta) {
    if (delta < 0) {
      external.freed(-delta);
      return;
    }
    closeArea();
    if (external.wantsScavenge(delta)) {
      scavengeOrCollect(GcReason.EXTERNAL_MEMORY);
    }
    external.allocated(delta);
    collectForExternal();
    openArea();
  }

  private void collectForExternal() {
    if (!external.isOverSoftLimit()) {
      return;
    }
    long stepBytes = rules.external().stepBytes();
    if (external.isOverHardLimit() || stepBytes == 0) {
      collectAll(GcReason.EXTERNAL_MEMORY);
    } else if (!marking) {
      startMarking();
    } else if (incremental.step(stepBytes)) {
      collectAll(GcReason.MARKING_COMPLETE);
    }
  }

  @Override
  void externalFreed(long bytes) {
    external.freedYoung(bytes);
  }

  @Override
  void collectFully() {
    closeArea();
    collectAll(GcReason.REQUESTED);
    openArea();
  }

  @Override
  void collectYoung() {
    closeArea();
    scavenge(GcReason.REQUESTED);
    openArea();
  }

  @Override
  HeapUsage usage() {
    spaces.newSpace.top = top;
    long total = spaces.committedBytes();
    long base = hasBase ? rules.base().externalBytes() : 0;
    long outside = external.total() + base;
    return new HeapUsage(
        total + outside + rules.base().processBytes(), total, size().usedBytes(), outside);
  }

  @Override
  HeapTotals totals() {
    log.programAllocated(accounts.allocatedWords());
    return log.totals(accounts.allocatedWords());
  }

  @Override
  boolean isLive(int handle) {
    return super.isLive(handle) && !spaces.oldSpace.isDeadUnswept(handle);
  }

  /** Lets {@link RuntimeObjects} put an object straight into the old generation. */
  int allocateOld(Owner owner, int words) {
    int index = accounts.indexOf(owner);
    int handle = objects.add(Addresses.NONE, words, 0, index);
    objects.setAddress(handle, spaces.oldSpace.place(handle, words));
    accounts.allocatedOld(index, words);
    return handle;
  }

  private HeapSize size() {
    return new HeapSize(spaces.oldBytes() + spaces.youngBytes(), spaces.tracedBytes());
  }

  private HeapSize after() {
    HeapSize size = size();
    usedAfterLast = size.usedBytes();
    return size;
  }

  private void tellSweeps() {
    long words = spaces.oldSpace.takeSweptWords();
    long pages = spaces.oldSpace.takeSweptPages();
    if (pages > 0) {
      log.swept(pages, words * Addresses.WORD_BYTES);
    }
  }

  /** The fast path may use the current page, up to where the next marking step is due. */
  private void openArea() {
    top = spaces.newSpace.top;
    limit = spaces.newSpace.limit;
    if (stress) {
      limit = top;
    } else if (marking) {
      limit = steps.limit(top, limit);
    }
  }

  private void closeArea() {
    spaces.newSpace.top = top;
  }
}
