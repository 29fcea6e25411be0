package dev.plimsoll.watch;

import dev.plimsoll.retention.Owner;
import java.time.Duration;

/** What a {@link LeakWatch} saw. */
public sealed interface WatchEvent {

  /**
   * A collection, or a concurrent cycle, ended.
   *
   * @param collector the collector's name: "G1 Young Generation"
   * @param kind what it did: "end of minor GC"
   * @param cause why: "Allocation Failure"
   * @param pause for how long it stopped the world; of a concurrent cycle, its pauses together
   * @param beforeBytes heap in use before
   * @param afterBytes heap in use after
   * @param promotedBytes bytes that became old in it; 0 for {@link PromotedQuality#NONE}
   * @param quality how well that is known
   */
  record Collected(
      String collector,
      String kind,
      String cause,
      Duration pause,
      long beforeBytes,
      long afterBytes,
      long promotedBytes,
      PromotedQuality quality)
      implements WatchEvent {}

  /** How well promoted bytes are known. */
  enum PromotedQuality {
    /** What moved into the old generation (Serial, Parallel). */
    EXACT,
    /**
     * What moved in, less what the same pause freed there: exact in a pause that frees nothing old
     * (G1).
     */
    NET,
    /**
     * What moved in, and what was allocated there while the cycle ran (generational ZGC and
     * Shenandoah).
     */
    UPPER_BOUND,
    /** The collector has no generations, or this was no young collection. */
    NONE
  }

  /**
   * An owner grows like a leak, and may still be none.
   *
   * @param owner who grows
   * @param held bytes held, or entries where bytes are unknown
   * @param survivors how much of that is old
   * @param heldAnHour how fast it grows
   * @param evidence the figures in a sentence
   */
  record Suspect(Owner owner, long held, long survivors, long heldAnHour, String evidence)
      implements WatchEvent {}

  /**
   * An owner leaks.
   *
   * @param owner who leaks
   * @param bytes bytes held, or entries where bytes are unknown
   * @param survivors how much of that is old
   * @param bytesAnHour how fast it grows, in the same unit
   * @param timeToFull when the heap is full if this goes on
   * @param evidence the figures in a sentence
   */
  record Leak(
      Owner owner,
      long bytes,
      long survivors,
      long bytesAnHour,
      Duration timeToFull,
      String evidence)
      implements WatchEvent {

    Leak withEvidence(String more) {
      return new Leak(owner, bytes, survivors, bytesAnHour, timeToFull, evidence + "; " + more);
    }
  }

  /**
   * An owner holds more than it promised.
   *
   * @param owner who
   * @param held what it holds, in the bound's unit
   * @param bound what it promised
   */
  record OverBound(Owner owner, long held, long bound) implements WatchEvent {}

  /**
   * Memory, of whatever kind, runs short, and no owner is to blame for it.
   *
   * @param kind what runs short
   * @param level how much of it is used up, 0 to 1
   * @param text the figures in a sentence
   */
  record Pressure(Kind kind, double level, String text) implements WatchEvent {

    /** What can run short. */
    public enum Kind {
      /** The heap after collection. */
      HEAP,
      /** Time, to collections. */
      COLLECTION_TIME,
      /** Direct buffers, against MaxDirectMemorySize. */
      DIRECT_MEMORY,
      /** Classes, against MaxMetaspaceSize. */
      METASPACE,
      /** Threads, against the container's limit. */
      THREADS,
      /** The process' resident size, against the container's limit. */
      RESIDENT_SIZE,
      /** The heap after major collections less all owners keeps growing. */
      UNACCOUNTED_GROWTH
    }
  }

  /**
   * What an earlier event told of is over.
   *
   * @param what the owner's name, or the kind of pressure
   * @param text the figures in a sentence
   */
  record Recovered(String what, String text) implements WatchEvent {}

  /**
   * node-memwatch's own "leak": the heap grew over so many full collections in a row. Only if asked
   * for; names nobody.
   *
   * @param collections how many in a row
   * @param grownBytes by how much the heap grew over them
   * @param afterBytes heap in use after the last of them
   */
  record MemwatchLeak(int collections, long grownBytes, long afterBytes) implements WatchEvent {}
}
