package dev.plimsoll.simulator.snapshot;

import dev.plimsoll.retention.Owner;
import java.util.List;

/**
 * What one owner has in a snapshot.
 *
 * @param owner whose objects they are
 * @param objects how many
 * @param bytes how much
 */
public record OwnerShare(Owner owner, long objects, long bytes) {

  static long sum(List<OwnerShare> shares) {
    return shares.stream().mapToLong(OwnerShare::bytes).sum();
  }
}
