/**
 * The caches outside the process beside raw clients, in one run against one real server. Each class
 * is a main that prints its table: loopback differs from run to run by more than what is measured,
 * so the candidates take turns within each thread, and ratios are of medians.
 */
@NullMarked
package dev.plimsoll.benchmarks.external;

import org.jspecify.annotations.NullMarked;
