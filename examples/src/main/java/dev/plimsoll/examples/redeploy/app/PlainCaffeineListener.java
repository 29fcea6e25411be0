package dev.plimsoll.examples.redeploy.app;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.time.Duration;

/**
 * A plain static Caffeine cache: the system's scheduler keeps its next clean-up, and so its loader.
 */
public final class PlainCaffeineListener implements ServletContextListener {

  private static final Cache<Object, Object> USERS =
      Caffeine.newBuilder()
          .maximumSize(1_000)
          .expireAfterWrite(Duration.ofMinutes(10))
          .scheduler(Scheduler.systemScheduler())
          .build();

  /** Made by the server. */
  public PlainCaffeineListener() {}

  @Override
  public void contextInitialized(ServletContextEvent event) {
    Shop.open(USERS.asMap());
  }
}
