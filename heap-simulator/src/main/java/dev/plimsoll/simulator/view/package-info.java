/** Simulated heaps as text for a terminal of 100 columns, to teach by. */
@NullMarked
package dev.plimsoll.simulator.view;

import org.jspecify.annotations.NullMarked;
