package dev.plimsoll.queue.resilience4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plimsoll.queue.GuardedExecutor;
import dev.plimsoll.queue.GuardedExecutorBuilder;
import dev.plimsoll.queue.HandlerGuard;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class Resilience4jGuardTest {

  private static final Map<String, String> TAGS = Map.of("team", "post");

  private final AtomicLong clock = new AtomicLong();
  private final AtomicInteger runs = new AtomicInteger();
  private final CircuitBreakerRegistry breakers =
      CircuitBreakerRegistry.of(
          Resilience4jGuard.onClock(CircuitBreakerConfig.custom(), clock::get)
              .slidingWindowSize(4)
              .minimumNumberOfCalls(4)
              .waitDurationInOpenState(Duration.ofMinutes(1))
              .permittedNumberOfCallsInHalfOpenState(1)
              .build());
  private GuardedExecutor executor = builder().build();

  private GuardedExecutorBuilder builder() {
    return GuardedExecutor.named("mail").threads(1);
  }

  private void start(HandlerGuard guard) {
    executor.shutdownNow();
    executor = builder().handlerGuard(guard).build();
  }

  private static Resilience4jGuard guard() {
    return Resilience4jGuard.named("mail", TAGS);
  }

  private Integer fail() {
    runs.incrementAndGet();
    throw new IllegalStateException("on purpose");
  }

  private static Throwable failureOf(Future<?> future) throws InterruptedException {
    try {
      future.get();
      throw new AssertionError("succeeded");
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  @Test
  void an_open_breaker_fails_the_future_and_runs_nothing_until_its_time_is_over() throws Exception {
    start(guard().circuitBreaker(breakers));
    for (int i = 0; i < 4; i++) {
      assertThat(failureOf(executor.submit(this::fail))).isInstanceOf(IllegalStateException.class);
    }
    assertThat(failureOf(executor.submit(this::fail)))
        .isInstanceOf(CallNotPermittedException.class);
    assertThat(runs).hasValue(4);

    // The breaker's time is the queue's.
    clock.addAndGet(Duration.ofSeconds(61).toNanos());
    assertThat(executor.submit(() -> "served").get()).isEqualTo("served");
    assertThat(breakers.circuitBreaker("mail").getState()).isEqualTo(CircuitBreaker.State.CLOSED);
  }

  @Test
  void each_is_in_its_registry_under_the_executors_name_and_tags() {
    RetryRegistry retries = RetryRegistry.ofDefaults();
    RateLimiterRegistry limiters = RateLimiterRegistry.ofDefaults();
    start(guard().circuitBreaker(breakers).retry(retries).rateLimiter(limiters));
    assertThat(breakers.find("mail").orElseThrow().getTags()).isEqualTo(TAGS);
    assertThat(retries.find("mail").orElseThrow().getTags()).isEqualTo(TAGS);
    assertThat(limiters.find("mail").orElseThrow().getTags()).isEqualTo(TAGS);
  }

  @Test
  void a_breaker_that_is_there_already_is_the_one_used() throws Exception {
    breakers.circuitBreaker("mail").transitionToForcedOpenState();
    start(guard().circuitBreaker(breakers));
    assertThat(failureOf(executor.submit(() -> "x"))).isInstanceOf(CallNotPermittedException.class);
  }

  @Test
  void a_retry_goes_around_the_breaker() throws Exception {
    RetryConfig thrice =
        RetryConfig.custom().maxAttempts(3).waitDuration(Duration.ofMillis(1)).build();
    start(guard().circuitBreaker(breakers).retry(RetryRegistry.of(thrice)));
    assertThat(failureOf(executor.submit(this::fail))).isInstanceOf(IllegalStateException.class);
    assertThat(runs).hasValue(3);
    assertThat(breakers.circuitBreaker("mail").getMetrics().getNumberOfFailedCalls()).isEqualTo(3);
  }

  @Test
  void a_limiter_refuses_what_comes_too_fast() throws Exception {
    RateLimiterConfig onePerDay =
        RateLimiterConfig.custom()
            .limitForPeriod(1)
            .limitRefreshPeriod(Duration.ofDays(1))
            .timeoutDuration(Duration.ZERO)
            .build();
    start(guard().rateLimiter(RateLimiterRegistry.of(onePerDay)));
    assertThat(executor.submit(() -> "first").get()).isEqualTo("first");
    assertThat(failureOf(executor.submit(() -> "second"))).isInstanceOf(RequestNotPermitted.class);
  }

  @Test
  void what_is_executed_rather_than_submitted_is_guarded_too() throws Exception {
    start(guard().circuitBreaker(breakers));
    executor.execute(runs::incrementAndGet);
    executor.submit(() -> {}).get();
    assertThat(runs).hasValue(1);
    assertThat(breakers.circuitBreaker("mail").getMetrics().getNumberOfSuccessfulCalls())
        .isEqualTo(2);
  }

  @Test
  void any_other_guard_can_go_around_too() throws Exception {
    start(
        new HandlerGuard() {
          @Override
          public <T> Callable<T> around(Callable<T> handler) {
            return () -> {
              runs.incrementAndGet();
              return handler.call();
            };
          }
        });
    assertThat(executor.submit(() -> 7).get()).isEqualTo(7);
    assertThat(runs).hasValue(1);
  }

  @Test
  void no_guard_is_refused() {
    assertThatExceptionOfType(NullPointerException.class)
        .isThrownBy(() -> builder().handlerGuard(null))
        .withMessage("guard");
  }
}
