/**
 * Resilience4j around the handlers of a {@link dev.plimsoll.queue.GuardedExecutor}. Needs its
 * circuit breaker, rate limiter and retry on the class path.
 */
@NullMarked
package dev.plimsoll.queue.resilience4j;

import org.jspecify.annotations.NullMarked;
