package dev.plimsoll.simulator;

import dev.plimsoll.retention.Owner;

/**
 * What one owner allocated and what became of it, in bytes. Always {@code allocated = live + died
 * young + died old}; what is dead but not collected yet counts as live.
 *
 * @param owner whose memory it is
 * @param allocatedBytes allocated since the heap was made
 * @param liveBytes in the heap now
 * @param promotedBytes moved from the young to the old generation by scavenges and full collections
 * @param diedYoungBytes collected in the young generation
 * @param diedOldBytes collected in the old generation
 * @param externalBytes held outside the heap now
 */
public record OwnerUsage(
    Owner owner,
    long allocatedBytes,
    long liveBytes,
    long promotedBytes,
    long diedYoungBytes,
    long diedOldBytes,
    long externalBytes) {

  /** The sum of two parts of what one owner has. */
  OwnerUsage plus(OwnerUsage other) {
    return new OwnerUsage(
        owner,
        allocatedBytes + other.allocatedBytes,
        liveBytes + other.liveBytes,
        promotedBytes + other.promotedBytes,
        diedYoungBytes + other.diedYoungBytes,
        diedOldBytes + other.diedOldBytes,
        externalBytes + other.externalBytes);
  }
}
