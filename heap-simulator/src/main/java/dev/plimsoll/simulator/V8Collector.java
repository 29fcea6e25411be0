package dev.plimsoll.simulator;

import dev.plimsoll.simulator.CollectionLog.Work;
import dev.plimsoll.simulator.CollectionStats.HeapSize;

/**
 * When a V8 heap collects what, and what follows from a collection for its limits: scavenges when
 * new space is full, marking in steps once the old generation has reached its limit, and full
 * collections.
 */
final class V8Collector {

  private final V8Engine engine;
  private final V8Rules rules;
  private final V8Spaces spaces;
  private final CollectionLog log;
  private final Marker marker;
  private final PromotionTally tally;
  private final Scavenger scavenger;
  private final FullCollector fullCollector;
  private final IncrementalMarking incremental;
  private final MarkingSteps steps;
  private final SemiSpaceGrowth growth;
  private final OldGenerationLimit limits;
  private final long maxOldBytes;
  private final ExternalMemory external;

  private long usedAfterLast;
  // The last collection was a full one because a scavenge might not have succeeded.
  private boolean forced;

  V8Collector(HeapConfig config, V8Engine engine, V8Spaces spaces, Marker marker) {
    this.engine = engine;
    this.rules = config.rules();
    this.spaces = spaces;
    this.log = engine.log;
    this.marker = marker;
    this.tally = engine.tally;
    scavenger = new Scavenger(spaces, engine, marker, rules);
    fullCollector =
        new FullCollector(spaces, engine, marker, scavenger, rules.fullCollectionPromotesAll());
    incremental = new IncrementalMarking(config, marker, spaces, log);
    steps = new MarkingSteps(rules, spaces, engine.objects, incremental);
    growth = new SemiSpaceGrowth(spaces.newSpace);
    maxOldBytes = config.maxOldBytes();
    limits = OldGenerationLimit.of(rules, maxOldBytes);
    external = new ExternalMemory(config);
  }

  MarkingSteps steps() {
    return steps;
  }

  ExternalMemory external() {
    return external;
  }

  boolean fitsOld(long bytes) {
    return spaces.oldCapacityBytes() + bytes <= maxOldBytes;
  }

  /** Before an object is allocated in the old generation. */
  void collectIfOldAllocationIsDue() {
    if (!engine.marking
        && limits.oldAllocationIsDue(spaces.oldBytes() + external.sinceFullCollection())) {
      collectFully(GcReason.ALLOCATION_FAILURE);
    }
  }

  /** Two full collections because an allocation failed, two as a last resort, then the end. */
  void makeOldRoom(long bytes) {
    for (int attempt = 0; attempt < 4 && !fitsOld(bytes); attempt++) {
      collectFully(attempt < 2 ? GcReason.OLD_LIMIT_REACHED : GcReason.LAST_RESORT);
    }
    if (!fitsOld(bytes)) {
      throw outOfMemory(bytes, rules.words().lastResort());
    }
  }

  SimulatedOutOfMemoryException outOfMemory(long bytes, String words) {
    return log.outOfMemory(bytes, maxOldBytes, words);
  }

  /** New space is full: a scavenge makes room, or a full collection that is due anyway. */
  void collect(GcReason reason) {
    if (fullCollectionIsDue()) {
      collectFully(GcReason.OLD_LIMIT_REACHED);
    } else if (fitsOld(spaces.youngBytes())) {
      forced = false;
      scavenge(reason);
    } else {
      collectForWantOfRoom();
    }
  }

  // Survivors of a scavenge might not fit the old generation: a full collection must make room.
  private void collectForWantOfRoom() {
    collectFully(GcReason.OLD_LIMIT_REACHED);
    boolean inVain = forced && !fitsOld(spaces.youngBytes());
    forced = true;
    if (inVain || !fitsOld(0)) {
      collectFully(GcReason.OLD_LIMIT_REACHED);
      collectFully(GcReason.LAST_RESORT);
      throw outOfMemory(spaces.youngBytes(), rules.words().heapLimit());
    }
  }

  // Marking that is under way delays it, at the price of a long step; marking that is complete and
  // whose end nobody asked for brings it, once the limit is far behind.
  private boolean fullCollectionIsDue() {
    long oldBytes = spaces.oldBytes() + external.sinceFullCollection();
    if (engine.marking && steps.isComplete() && limits.isOvershot(oldBytes)) {
      return true;
    }
    return limits.fullCollectionIsDue(oldBytes) && (!engine.marking || incremental.delayedStep());
  }

  void scavenge(GcReason reason) {
    noteSurvival();
    growth.growIfDue(log);
    tally.begin(log.isHeard());
    HeapSize before = size();
    long youngBefore = spaces.youngBytes();
    long visited = (long) engine.roots.end() + engine.scopes.end() + engine.remembered.size();
    scavenger.scavenge();
    engine.freeBuffersOfDead();
    digestSites();
    external.scavenged();
    long promoted = scavenger.promotedBytes();
    long copied = scavenger.copiedBytes();
    growth.survived(promoted + copied);
    limits.scavenged(spaces.oldBytes(), share(promoted + copied, youngBefore));
    growth.limit(limits);
    if (engine.marking) {
      incremental.scavenged(promoted, Math.max(0, youngBefore - promoted - copied));
      steps.scavenged();
    }
    tellSweeps();
    double pause = log.model().scavengeMillis(visited, copied, promoted);
    log.programAllocated(engine.accounts.allocatedWords());
    log.scavenged(pause, reason, work(before, promoted, copied), before, after(), 1);
    tally.tell(log, engine.accounts);
    startMarkingIfNeeded();
  }

  private void noteSurvival() {
    if (engine.marking && limits.survivalIsHigh()) {
      incremental.survivalIsHigh();
    }
  }

  void collectFully(GcReason reason) {
    tally.begin(log.isHeard());
    growth.growIfDue(log);
    HeapSize before = size();
    long youngBefore = spaces.youngBytes();
    spaces.oldSpace.finishSweeping();
    fullCollector.collect();
    boolean wasMarking = engine.marking;
    engine.marking = false;
    incremental.stop();
    engine.freeBuffersOfDead();
    digestSites();
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
    log.programAllocated(engine.accounts.allocatedWords());
    double pause =
        log.model().markMillis(marker.takeVisitedObjects(), marker.takeVisitedSlots())
            + log.model().scavengeMillis(0, copied, promoted)
            + log.model().compactMillis(fullCollector.movedBytes());
    if (!wasMarking) {
      log.markingStarted();
    }
    Work work = work(before, promoted, copied);
    log.collectedFully(pause, reason, work, before, after(), fullCollector.movedBytes());
    tally.tell(log, engine.accounts);
    if (limits.isIneffective(spaces.oldBytes(), log.mutatorShare())) {
      throw outOfMemory(spaces.youngBytes(), rules.words().ineffective());
    }
  }

  private void digestSites() {
    if (engine.pretenuring != null) {
      engine.pretenuring.digest(growth.wasAtMaximum());
    }
  }

  private Work work(HeapSize before, long promoted, long copied) {
    return new Work(before.usedBytes() - usedAfterLast, promoted, copied);
  }

  private static double share(long survived, long youngBefore) {
    return youngBefore == 0 ? 0 : (double) survived / youngBefore;
  }

  void startMarkingIfNeeded() {
    if (!engine.marking
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
    engine.marking = true;
    incremental.start();
    fullCollector.markRuntimeRoots();
    if (rules.marksProgramRootsFirst()) {
      fullCollector.markProgramRoots();
    }
    steps.begin();
  }

  /** Before so many words are allocated in new space. */
  void advanceMarking(int words) {
    if (engine.marking && steps.advance(words)) {
      collectFully(GcReason.MARKING_COMPLETE);
    }
  }

  /** The program ran so much code, which may make it notice that marking is complete. */
  void ran(int bytecodeBytes) {
    if (steps.ran(bytecodeBytes)) {
      collectFully(GcReason.MARKING_COMPLETE);
    }
  }

  /** Memory outside the heap grew, maybe beyond what it may before a collection. */
  void externalGrew(long bytes) {
    if (external.wantsScavenge(bytes)) {
      collect(GcReason.EXTERNAL_MEMORY);
    }
    external.allocated(bytes);
    if (!external.isOverSoftLimit()) {
      return;
    }
    long stepBytes = rules.external().stepBytes();
    if (external.isOverHardLimit() || stepBytes == 0) {
      collectFully(GcReason.EXTERNAL_MEMORY);
    } else if (!engine.marking) {
      startMarking();
    } else if (incremental.step(stepBytes)) {
      collectFully(GcReason.MARKING_COMPLETE);
    }
  }

  HeapSize size() {
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
}
