/** Queues that cannot pile up unseen. */
@NullMarked
package dev.plimsoll.queue;

import org.jspecify.annotations.NullMarked;
