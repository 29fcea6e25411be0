package dev.plimsoll.simulator.whatif;

import dev.plimsoll.retention.Bound;
import dev.plimsoll.retention.recording.RecordedOwner;
import dev.plimsoll.retention.recording.Recording;
import java.util.List;

/**
 * The answer to a {@link WhatIf}: what each setting did, as figures, a table, a picture and an
 * advice. Immutable.
 */
public final class WhatIfReport {

  private final Recording recording;
  private final RecordedOwner owner;
  private final List<Sweep> sweeps;
  private final List<Advice> advice;
  private final long unmatched;

  /**
   * What happens on one preset's heap as it is, and as each of three sizes is varied alone. Each
   * list is in the order of the size, the one that is there now among them.
   *
   * @param now with all sizes as they are
   * @param byLimit with other limits of the owner
   * @param byNewSpace with other sizes of the new space
   * @param byHeap with other sizes of the heap
   */
  public record Sweep(
      Outcome now, List<Outcome> byLimit, List<Outcome> byNewSpace, List<Outcome> byHeap) {}

  WhatIfReport(
      Recording recording, int owner, List<Sweep> sweeps, List<Advice> advice, long unmatched) {
    this.recording = recording;
    this.owner = recording.owners().get(owner);
    this.sweeps = List.copyOf(sweeps);
    this.advice = List.copyOf(advice);
    this.unmatched = unmatched;
  }

  /** {@return what each setting did, for each heap that was asked about} */
  public List<Sweep> sweeps() {
    return sweeps;
  }

  /** {@return the advice for each heap that was asked about} */
  public List<Advice> advice() {
    return advice;
  }

  /** {@return how many releases were of objects retained before the recording began} */
  public long unmatched() {
    return unmatched;
  }

  /** {@return the table, lines of at most 100 characters} */
  public List<String> table() {
    return OutcomeTable.lines(this);
  }

  /** {@return the picture: an SVG document of its own, without scripts or outside references} */
  public String svg() {
    return new WhatIfPicture(this).svg();
  }

  RecordedOwner owner() {
    return owner;
  }

  Recording recording() {
    return recording;
  }

  boolean limitInBytes() {
    return owner.bound().kind() == Bound.Kind.BYTES;
  }
}
