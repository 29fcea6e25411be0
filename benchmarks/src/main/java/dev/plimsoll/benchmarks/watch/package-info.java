/** What the leak watch costs. */
@NullMarked
package dev.plimsoll.benchmarks.watch;

import org.jspecify.annotations.NullMarked;
