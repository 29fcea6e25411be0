/** Races of few instructions, run millions of times by jcstress: every outcome is counted. */
@NullMarked
package dev.plimsoll.benchmarks.stress;

import org.jspecify.annotations.NullMarked;
