package dev.plimsoll.queue.resilience4j;

import dev.plimsoll.queue.HandlerGuard;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Resilience4j's circuit breaker, rate limiter and retry around what a {@link
 * dev.plimsoll.queue.GuardedExecutor} runs, in the order that Resilience4j itself uses: a retry
 * goes around the breaker, the breaker around the limiter, the limiter around the handler.
 *
 * <pre>{@code
 * GuardedExecutor mail =
 *     GuardedExecutor.named("mail")
 *         .handlerGuard(
 *             Resilience4jGuard.named("mail", Map.of("team", "post"))
 *                 .circuitBreaker(breakers)
 *                 .retry(retries))
 *         .build();
 * }</pre>
 *
 * <p>Each is looked up, or made, in its registry under the name and with the tags given, so that it
 * is found, configured and measured as every other one. What a breaker or limiter refuses fails the
 * task's future with Resilience4j's own exception; a run that overruns the executor's handler
 * timeout is interrupted, and counts as a failure if it heeds that. Waiting for a limiter, and
 * between retries, is part of a run's time.
 *
 * <p>Immutable, safe for many threads.
 */
@SuppressWarnings("exports") // whoever calls this has Resilience4j
public final class Resilience4jGuard implements HandlerGuard {

  private final String name;
  private final Map<String, String> tags;
  private final @Nullable CircuitBreaker breaker;
  private final @Nullable RateLimiter limiter;
  private final @Nullable Retry retry;

  private Resilience4jGuard(
      String name,
      Map<String, String> tags,
      @Nullable CircuitBreaker breaker,
      @Nullable RateLimiter limiter,
      @Nullable Retry retry) {
    this.name = name;
    this.tags = tags;
    this.breaker = breaker;
    this.limiter = limiter;
    this.retry = retry;
  }

  /**
   * {@return a guard that does nothing yet}
   *
   * @param name the name in the registries: the executor's
   * @param tags what metrics are told apart by, as in every Resilience4j registry
   */
  public static Resilience4jGuard named(String name, Map<String, String> tags) {
    return new Resilience4jGuard(
        Objects.requireNonNull(name, "name"), Map.copyOf(tags), null, null, null);
  }

  /**
   * {@return the same guard with a circuit breaker}
   *
   * @param registry where it is found or made
   */
  public Resilience4jGuard circuitBreaker(CircuitBreakerRegistry registry) {
    return new Resilience4jGuard(name, tags, registry.circuitBreaker(name, tags), limiter, retry);
  }

  /**
   * {@return the same guard with a rate limiter}
   *
   * @param registry where it is found or made
   */
  public Resilience4jGuard rateLimiter(RateLimiterRegistry registry) {
    return new Resilience4jGuard(name, tags, breaker, registry.rateLimiter(name, tags), retry);
  }

  /**
   * {@return the same guard with retries}
   *
   * @param registry where it is found or made
   */
  public Resilience4jGuard retry(RetryRegistry registry) {
    return new Resilience4jGuard(name, tags, breaker, limiter, registry.retry(name, tags));
  }

  /**
   * Has a circuit breaker measure time by the clock of the queue.
   *
   * @param config the breaker's configuration so far
   * @param ticker monotonic, in nanoseconds, as given to the executor
   * @return the same configuration
   */
  public static CircuitBreakerConfig.Builder onClock(
      CircuitBreakerConfig.Builder config, LongSupplier ticker) {
    Objects.requireNonNull(ticker, "ticker");
    return config
        .clock(new TickerClock(ticker, ZoneOffset.UTC))
        .currentTimestampFunction(unused -> ticker.getAsLong(), TimeUnit.NANOSECONDS);
  }

  /** Its differences are right, its date means nothing: a breaker asks for no more. */
  private static final class TickerClock extends Clock {
    private final LongSupplier ticker;
    private final ZoneId zone;

    TickerClock(LongSupplier ticker, ZoneId zone) {
      this.ticker = ticker;
      this.zone = zone;
    }

    @Override
    public Instant instant() {
      return Instant.EPOCH.plusNanos(ticker.getAsLong());
    }

    @Override
    public ZoneId getZone() {
      return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
      return new TickerClock(ticker, other);
    }
  }

  @Override
  public <T extends @Nullable Object> Callable<T> around(Callable<T> handler) {
    Callable<T> guarded = handler;
    if (limiter != null) {
      guarded = RateLimiter.decorateCallable(limiter, guarded);
    }
    if (breaker != null) {
      guarded = CircuitBreaker.decorateCallable(breaker, guarded);
    }
    if (retry != null) {
      guarded = Retry.decorateCallable(retry, guarded);
    }
    return guarded;
  }
}
