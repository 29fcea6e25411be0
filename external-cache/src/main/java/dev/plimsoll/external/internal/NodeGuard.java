package dev.plimsoll.external.internal;

import dev.plimsoll.external.NodeHealth;
import dev.plimsoll.external.UnavailableException;
import dev.plimsoll.external.UnavailableException.Reason;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Keeps one node's trouble its own: a circuit breaker stops calling a node that fails, a bulkhead
 * keeps a slow node from taking every operation under way. Safe for use by many threads.
 */
public final class NodeGuard {

  private static final int WINDOW_CALLS = 20;
  private static final int ENOUGH_CALLS = 5;
  private static final float TOO_MANY_FAILURES_PERCENT = 50;
  private static final int PROBES = 2;

  /** Times are for the rate of slow calls, which deadlines make pointless. */
  private static final long NOT_TAKEN = 0;

  /** Short, so that a node that is back is used within a second. */
  private static final Duration PAUSE = Duration.ofMillis(250);

  private static final CircuitBreakerConfig BREAKER =
      CircuitBreakerConfig.custom()
          .slidingWindowSize(WINDOW_CALLS)
          .minimumNumberOfCalls(ENOUGH_CALLS)
          .failureRateThreshold(TOO_MANY_FAILURES_PERCENT)
          .waitDurationInOpenState(PAUSE)
          // A probe that never reports must not keep the node out for ever.
          .maxWaitDurationInHalfOpenState(Duration.ofSeconds(5))
          .permittedNumberOfCallsInHalfOpenState(PROBES)
          .writableStackTraceEnabled(false)
          .build();

  private final String node;
  private final int limit;
  private final CircuitBreaker breaker;
  private final Bulkhead bulkhead;

  /**
   * Creates one for a node.
   *
   * @param node host and port
   * @param limit the most calls under way
   */
  public NodeGuard(String node, int limit) {
    this.node = node;
    this.limit = limit;
    this.breaker = CircuitBreaker.of(node, BREAKER);
    this.bulkhead =
        Bulkhead.of(
            node,
            BulkheadConfig.custom()
                .maxConcurrentCalls(limit)
                .maxWaitDuration(Duration.ZERO)
                .build());
  }

  /**
   * Loads what the first failures, the first opening and the first closing of a breaker need. Their
   * classes take up to 100 ms, once in a process: that must not be in the time of a call whose
   * server is in trouble.
   */
  public static void warmUp() {
    NodeHealth unused = Warm.BREAKER.health();
  }

  private static final class Warm {
    static final NodeGuard BREAKER = openedAndClosed();

    private static NodeGuard openedAndClosed() {
      NodeGuard guard = new NodeGuard("no node", 1);
      UnavailableException failure =
          new UnavailableException(Reason.CONNECTION, "no connection to no node");
      while (guard.admits()) {
        guard.failed(failure);
      }
      guard.breaker.transitionToHalfOpenState();
      while (guard.health().state() != NodeHealth.State.UP && guard.admits()) {
        guard.succeeded();
      }
      return guard;
    }
  }

  private boolean admits() {
    try {
      enter();
      return true;
    } catch (UnavailableException e) {
      return false;
    }
  }

  /**
   * Begins a call; {@link #succeeded} or {@link #failed} must follow.
   *
   * @throws UnavailableException when the node is not to be called now
   */
  public void enter() {
    if (!bulkhead.tryAcquirePermission()) {
      throw new UnavailableException(
          Reason.NODE_LIMIT, node + " has " + limit + " calls under way, as many as it may have");
    }
    if (!breaker.tryAcquirePermission()) {
      bulkhead.releasePermission();
      throw new UnavailableException(
          Reason.CIRCUIT_OPEN,
          node + " failed often; it is left alone for " + PAUSE.toMillis() + " ms");
    }
  }

  /** The node answered, if only with an error of its own. */
  public void succeeded() {
    bulkhead.onComplete();
    breaker.onSuccess(NOT_TAKEN, TimeUnit.NANOSECONDS);
  }

  /**
   * The node did not answer.
   *
   * @param cause what happened
   */
  public void failed(Throwable cause) {
    bulkhead.onComplete();
    breaker.onError(NOT_TAKEN, TimeUnit.NANOSECONDS, cause);
  }

  /** {@return how the node is doing} */
  public NodeHealth health() {
    NodeHealth.State state =
        switch (breaker.getState()) {
          case OPEN, FORCED_OPEN -> NodeHealth.State.DOWN;
          case HALF_OPEN -> NodeHealth.State.PROBING;
          case CLOSED, DISABLED, METRICS_ONLY -> NodeHealth.State.UP;
        };
    return new NodeHealth(node, state, limit - bulkhead.getMetrics().getAvailableConcurrentCalls());
  }
}
