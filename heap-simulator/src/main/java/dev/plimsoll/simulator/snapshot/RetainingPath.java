package dev.plimsoll.simulator.snapshot;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.ReachabilityVisitor.RootKind;
import java.util.List;
import java.util.Locale;

/**
 * A shortest way from a root to an object.
 *
 * @param kind what kind of root it begins at
 * @param number the root's number among those of its kind
 * @param steps from the object that the root holds to the one asked for
 */
public record RetainingPath(RootKind kind, int number, List<Step> steps) {

  /**
   * One object on the way.
   *
   * @param object its handle
   * @param owner whose memory it is
   * @param slot in which slot of the object before it is held; -1 for the root's own
   */
  public record Step(int object, Owner owner, int slot) {}

  public RetainingPath {
    steps = List.copyOf(steps);
  }

  /** {@return such as {@code program root 1 -> users#12 -> [3] users#40}} */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(kind.name().toLowerCase(Locale.ROOT));
    text.append(" root ").append(number);
    for (Step step : steps) {
      text.append(" -> ");
      if (step.slot() >= 0) {
        text.append('[').append(step.slot()).append("] ");
      }
      text.append(step.owner()).append('#').append(step.object());
    }
    return text.toString();
  }
}
