/** A generational heap in memory, held to what real heaps do. */
@NullMarked
package dev.plimsoll.simulator;

import org.jspecify.annotations.NullMarked;
