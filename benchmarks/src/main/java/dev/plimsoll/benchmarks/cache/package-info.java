/** The maps and caches beside their peers. */
@NullMarked
package dev.plimsoll.benchmarks.cache;

import org.jspecify.annotations.NullMarked;
