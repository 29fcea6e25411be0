package dev.plimsoll.simulator.snapshot;

import static java.util.Comparator.comparingLong;

import dev.plimsoll.retention.Owner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of one owner between two moments.
 *
 * @param before what it had at the earlier one
 * @param after what it had at the later one
 */
public record OwnerDiff(OwnerShare before, OwnerShare after) {

  /** {@return whose objects they are} */
  public Owner owner() {
    return after.owner();
  }

  /** {@return how many objects it has more; negative if fewer} */
  public long objectsGrown() {
    return after.objects() - before.objects();
  }

  /** {@return how many bytes it has more; negative if fewer} */
  public long bytesGrown() {
    return after.bytes() - before.bytes();
  }

  static List<OwnerDiff> between(List<OwnerShare> before, List<OwnerShare> after) {
    // Owners are equal by identity.
    Map<Owner, OwnerDiff> diffs = new LinkedHashMap<>();
    for (OwnerShare share : before) {
      diffs.put(share.owner(), new OwnerDiff(share, new OwnerShare(share.owner(), 0, 0)));
    }
    for (OwnerShare share : after) {
      OwnerDiff known = diffs.get(share.owner());
      OwnerShare then = known == null ? new OwnerShare(share.owner(), 0, 0) : known.before();
      diffs.put(share.owner(), new OwnerDiff(then, share));
    }
    List<OwnerDiff> sorted = new ArrayList<>(diffs.values());
    sorted.sort(comparingLong(OwnerDiff::bytesGrown).reversed());
    return List.copyOf(sorted);
  }
}
