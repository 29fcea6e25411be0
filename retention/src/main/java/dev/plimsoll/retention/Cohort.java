package dev.plimsoll.retention;

/**
 * What an owner still holds of the objects that were born together, that is, under neighbouring
 * ids.
 *
 * @param fromId the first id of the cohort
 * @param toId the id after its last one
 * @param entries how many of them are still held
 * @param bytes their bytes, or {@link RetentionListener#UNKNOWN_BYTES}; estimated where the owner's
 *     bytes are
 */
public record Cohort(long fromId, long toId, long entries, long bytes) {}
