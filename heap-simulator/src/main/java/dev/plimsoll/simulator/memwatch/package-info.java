/** What node-memwatch is to Node: leak events, statistics and differences of a simulated heap. */
@NullMarked
package dev.plimsoll.simulator.memwatch;

import org.jspecify.annotations.NullMarked;
