package dev.plimsoll.watch;

import dev.plimsoll.retention.RetentionLedger;
import dev.plimsoll.retention.RetentionListener;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * What the heap holds, by class, with what owners say beside it.
 *
 * @param classes by class, those that take most first
 * @param owners by owner; empty when no ledger was asked
 */
public record HeapHistogram(List<ClassCount> classes, List<OwnerCount> owners) {

  public HeapHistogram {
    classes =
        classes.stream()
            .sorted(
                Comparator.comparingLong(ClassCount::bytes)
                    .reversed()
                    .thenComparing(ClassCount::name))
            .toList();
    owners = List.copyOf(owners);
  }

  /** Which objects are counted. */
  public enum Scope {
    /** Those that can be reached: a full collection comes first. */
    LIVE,
    /** Those that wait for a collection, too. */
    ALL
  }

  /**
   * One class.
   *
   * @param name as Java writes it: {@code java.util.HashMap$Node}, {@code byte[]}
   * @param instances how many
   * @param bytes what they take themselves
   */
  public record ClassCount(String name, long instances, long bytes) {}

  /**
   * One owner.
   *
   * @param name the owner's name
   * @param entries live entries, or retained objects where a dump says it
   * @param bytes live or retained bytes
   */
  public record OwnerCount(String name, long entries, long bytes) {}

  /**
   * Counts this JVM's heap. Stops the world for about 53 to 113 ns an object; for {@link
   * Scope#LIVE} a full collection comes on top.
   *
   * @param scope which objects
   * @return the counts
   * @throws IllegalStateException if the stop is estimated to be longer than 250 ms, if the heap is
   *     nearly full, or if this JVM cannot count
   */
  public static HeapHistogram take(Scope scope) {
    return take(scope, HistogramTaker.BUDGET);
  }

  /**
   * Counts this JVM's heap if the world need not stop for longer than a budget.
   *
   * @param scope which objects
   * @param budget the longest stop allowed, by an estimate
   * @return the counts
   * @throws IllegalStateException as {@link #take(Scope)} says
   */
  public static HeapHistogram take(Scope scope, Duration budget) {
    return HistogramTaker.ofThisJvm().take(scope, budget);
  }

  /**
   * {@return the same counts with what owners hold beside them}
   *
   * @param ledger knows the owners; those whose bytes are unknown are left out
   */
  public HeapHistogram withOwnersOf(RetentionLedger ledger) {
    return new HeapHistogram(
        classes,
        ledger.owners().stream()
            .filter(holding -> holding.bytes() != RetentionListener.UNKNOWN_BYTES)
            .map(
                holding ->
                    new OwnerCount(holding.owner().name(), holding.entries(), holding.bytes()))
            .toList());
  }

  /** {@return the bytes of all classes} */
  public long bytes() {
    return classes.stream().mapToLong(ClassCount::bytes).sum();
  }

  /** {@return the instances of all classes} */
  public long instances() {
    return classes.stream().mapToLong(ClassCount::instances).sum();
  }
}
