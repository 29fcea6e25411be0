package dev.plimsoll.retention.recording;

import dev.plimsoll.retention.Bound;

/**
 * An owner of a recording.
 *
 * @param name its name; several owners may have the same
 * @param bound what it declared
 */
public record RecordedOwner(String name, Bound bound) {}
