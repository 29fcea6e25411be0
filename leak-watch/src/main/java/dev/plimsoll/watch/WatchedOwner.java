package dev.plimsoll.watch;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.watch.rule.Verdict;

/**
 * An owner under watch.
 *
 * @param owner who
 * @param entries live entries
 * @param bytes live bytes, or {@link dev.plimsoll.retention.RetentionListener#UNKNOWN_BYTES}
 * @param level what the rule says of it
 */
public record WatchedOwner(Owner owner, long entries, long bytes, Verdict.Level level) {}
