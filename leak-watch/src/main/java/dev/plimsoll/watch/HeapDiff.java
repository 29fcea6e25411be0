package dev.plimsoll.watch;

import dev.plimsoll.watch.HeapHistogram.ClassCount;
import dev.plimsoll.watch.HeapHistogram.OwnerCount;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What changed between two histograms, by class, with the owners beside. What did not change is
 * left out.
 *
 * @param classes by class, those that grew most first
 * @param owners by owner, those that grew most first
 */
public record HeapDiff(List<Change> classes, List<Change> owners) {

  /**
   * How a class or an owner changed.
   *
   * @param name the class or the owner
   * @param objects how many more instances or entries there are; negative for fewer
   * @param bytes how many more bytes they take; negative for fewer
   */
  public record Change(String name, long objects, long bytes) {}

  public HeapDiff {
    classes = List.copyOf(classes);
    owners = List.copyOf(owners);
  }

  /**
   * {@return what changed; owners of one name are added up}
   *
   * @param before the earlier one
   * @param after the later one
   */
  public static HeapDiff between(HeapHistogram before, HeapHistogram after) {
    return new HeapDiff(
        changes(sum(before.classes(), HeapDiff::of), sum(after.classes(), HeapDiff::of)),
        changes(sum(before.owners(), HeapDiff::of), sum(after.owners(), HeapDiff::of)));
  }

  private static Change of(ClassCount count) {
    return new Change(count.name(), count.instances(), count.bytes());
  }

  private static Change of(OwnerCount count) {
    return new Change(count.name(), count.entries(), count.bytes());
  }

  private static <T> Map<String, Change> sum(List<T> counts, Function<T, Change> asChange) {
    Map<String, Change> sums = new HashMap<>();
    for (T count : counts) {
      Change change = asChange.apply(count);
      sums.merge(
          change.name(),
          change,
          (a, b) -> new Change(a.name(), a.objects() + b.objects(), a.bytes() + b.bytes()));
    }
    return sums;
  }

  private static List<Change> changes(Map<String, Change> before, Map<String, Change> after) {
    Set<String> names = new HashSet<>(before.keySet());
    names.addAll(after.keySet());
    return names.stream()
        .map(
            name ->
                minus(
                    after.getOrDefault(name, new Change(name, 0, 0)),
                    before.getOrDefault(name, new Change(name, 0, 0))))
        .filter(change -> change.objects() != 0 || change.bytes() != 0)
        .sorted(Comparator.comparingLong(Change::bytes).reversed().thenComparing(Change::name))
        .toList();
  }

  private static Change minus(Change a, Change b) {
    return new Change(a.name(), a.objects() - b.objects(), a.bytes() - b.bytes());
  }
}
