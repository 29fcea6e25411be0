/** How fast a heap is simulated, and what a simulated object costs. */
@NullMarked
package dev.plimsoll.benchmarks.simulator;

import org.jspecify.annotations.NullMarked;
