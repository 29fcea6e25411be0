package dev.plimsoll.retention;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What one owner holds, as a {@link RetentionLedger} read it. A holding keeps its owner reachable:
 * print it or compute with it, but do not store it.
 *
 * @param owner who holds
 * @param entries how many objects
 * @param bytes how many bytes, or {@link RetentionListener#UNKNOWN_BYTES} when nobody can tell
 * @param quality how well the bytes are known
 * @param allocatedBytes bytes allocated for the owner that nobody keeps, since the ledger first
 *     heard of it
 * @param lastId the id below which all ids heard so far lie; a reader that remembers it can ask
 *     later what is older. 0 when the age is unknown
 * @param cohorts the same entries and bytes by age, oldest first, at most 40; empty when the age is
 *     unknown because the container is only sampled
 */
public record Holding(
    Owner owner,
    long entries,
    long bytes,
    Quality quality,
    long allocatedBytes,
    long lastId,
    List<Cohort> cohorts) {

  /** How well bytes are known. */
  public enum Quality {
    /** The container told the bytes of every entry. */
    EXACT,
    /** The bytes of some entries stand for the others. */
    ESTIMATED,
    /** No entry's bytes are known: judge by entries. */
    UNKNOWN
  }

  public Holding {
    cohorts = List.copyOf(cohorts);
  }

  /** {@return whether the cohorts tell the age of what is held} */
  public boolean agesKnown() {
    return !cohorts.isEmpty();
  }

  /**
   * {@return the entries that are certainly older than {@code id}, because their whole cohort is}
   *
   * @param id an earlier {@link #lastId()}
   */
  public long entriesBefore(long id) {
    return cohorts.stream().filter(c -> c.toId() <= id).mapToLong(Cohort::entries).sum();
  }

  /**
   * {@return the bytes that are certainly older than {@code id}, because their whole cohort is, or
   * {@link RetentionListener#UNKNOWN_BYTES}}
   *
   * @param id an earlier {@link #lastId()}
   */
  public long bytesBefore(long id) {
    if (quality == Quality.UNKNOWN) {
      return RetentionListener.UNKNOWN_BYTES;
    }
    return cohorts.stream().filter(c -> c.toId() <= id).mapToLong(Cohort::bytes).sum();
  }

  /**
   * {@return about how many entries are older than {@code id}: of the cohort that {@code id}
   * divides, the part that the ids before it make up. Unlike {@link #entriesBefore} it does not
   * jump when cohorts merge}
   *
   * @param id an earlier {@link #lastId()}, or any other
   */
  public long estimatedEntriesBefore(long id) {
    return estimatedBefore(id, Cohort::entries);
  }

  /**
   * {@return about how many bytes are older than {@code id}, as {@link #estimatedEntriesBefore}
   * does for entries, or {@link RetentionListener#UNKNOWN_BYTES}}
   *
   * @param id an earlier {@link #lastId()}, or any other
   */
  public long estimatedBytesBefore(long id) {
    return quality == Quality.UNKNOWN
        ? RetentionListener.UNKNOWN_BYTES
        : estimatedBefore(id, Cohort::bytes);
  }

  private long estimatedBefore(long id, ToLongFunction<Cohort> amount) {
    long sum = 0;
    for (Cohort cohort : cohorts) {
      if (cohort.toId() <= id) {
        sum += amount.applyAsLong(cohort);
      } else if (cohort.fromId() < id) {
        double part = ((double) id - cohort.fromId()) / ((double) cohort.toId() - cohort.fromId());
        sum += Math.round(part * amount.applyAsLong(cohort));
      }
    }
    return sum;
  }
}
