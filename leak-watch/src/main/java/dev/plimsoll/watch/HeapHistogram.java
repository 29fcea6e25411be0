package dev.plimsoll.watch;

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

  /** {@return the bytes of all classes} */
  public long bytes() {
    return classes.stream().mapToLong(ClassCount::bytes).sum();
  }

  /** {@return the instances of all classes} */
  public long instances() {
    return classes.stream().mapToLong(ClassCount::instances).sum();
  }
}
