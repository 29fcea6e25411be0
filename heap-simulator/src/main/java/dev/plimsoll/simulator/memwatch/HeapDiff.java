package dev.plimsoll.simulator.memwatch;

import dev.plimsoll.simulator.snapshot.HeapSnapshot;
import dev.plimsoll.simulator.snapshot.OwnerDiff;
import java.util.List;

/**
 * What became of a heap between two moments.
 *
 * @param objectsBefore how many objects could be reached at the first
 * @param objectsAfter how many at the second
 * @param bytesBefore their bytes at the first
 * @param bytesAfter their bytes at the second
 * @param owners what became of each owner, what grew most first
 */
public record HeapDiff(
    long objectsBefore,
    long objectsAfter,
    long bytesBefore,
    long bytesAfter,
    List<OwnerDiff> owners) {

  public HeapDiff {
    owners = List.copyOf(owners);
  }

  /**
   * {@return the difference of two snapshots of one heap}
   *
   * @param before the earlier one
   * @param after the later one
   */
  public static HeapDiff between(HeapSnapshot before, HeapSnapshot after) {
    return new HeapDiff(
        before.objects(),
        after.objects(),
        before.bytes(),
        after.bytes(),
        HeapSnapshot.diff(before, after));
  }

  /** {@return by how many bytes the heap grew; negative if it shrank} */
  public long bytesGrown() {
    return bytesAfter - bytesBefore;
  }

  /** {@return the owners that have more bytes than before, what grew most first} */
  public List<OwnerDiff> grown() {
    return owners.stream().filter(owner -> owner.bytesGrown() > 0).toList();
  }
}
