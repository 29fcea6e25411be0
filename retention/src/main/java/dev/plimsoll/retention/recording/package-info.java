/**
 * What the containers of an application did, written down compactly as they did it, to be looked at
 * or replayed later.
 */
@NullMarked
package dev.plimsoll.retention.recording;

import org.jspecify.annotations.NullMarked;
