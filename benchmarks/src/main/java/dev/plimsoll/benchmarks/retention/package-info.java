/** What it costs a container to say what it holds. */
@NullMarked
package dev.plimsoll.benchmarks.retention;

import org.jspecify.annotations.NullMarked;
