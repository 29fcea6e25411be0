/**
 * What lies in a simulated heap at one moment, and who keeps it there: written as a V8 heap
 * snapshot or a HPROF dump for the tools that people already use, asked for retaining paths and
 * retained sizes, and compared with another moment.
 */
@NullMarked
package dev.plimsoll.simulator.snapshot;

import org.jspecify.annotations.NullMarked;
