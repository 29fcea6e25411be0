/** What the guards of a queue cost, beside queues and executors without. */
@NullMarked
package dev.plimsoll.benchmarks.queue;

import org.jspecify.annotations.NullMarked;
