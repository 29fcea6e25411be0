/**
 * Watches the process itself: its collections, the owners whose memory grows, and heap dumps read
 * back by owner.
 */
@NullMarked
package dev.plimsoll.watch;

import org.jspecify.annotations.NullMarked;
