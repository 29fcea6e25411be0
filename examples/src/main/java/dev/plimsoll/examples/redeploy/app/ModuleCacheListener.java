package dev.plimsoll.examples.redeploy.app;

import dev.plimsoll.cache.CacheJmx;
import dev.plimsoll.cache.CacheRegistry;
import dev.plimsoll.cache.ModuleCache;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A module cache with a thread for its expiry and a bean in JMX, both of which would keep the
 * application: its hooks end them.
 */
public final class ModuleCacheListener implements ServletContextListener {

  private static final Set<Thread> THREADS = ConcurrentHashMap.newKeySet();

  private static final ScheduledExecutorService EXPIRY =
      Executors.newSingleThreadScheduledExecutor(ModuleCacheListener::thread);

  private static final ModuleCache<Object, Object> USERS =
      ModuleCache.<Object, Object>builder(ModuleCacheListener.class, "users")
          .limit(1_000)
          .expireAfterWrite(Duration.ofMinutes(10))
          .scheduler(EXPIRY)
          .build();

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Made by the server. */
  public ModuleCacheListener() {}

  @Override
  public void contextInitialized(ServletContextEvent event) {
    USERS.onClear(CacheJmx.register("shop")::close);
    USERS.onClear(ModuleCacheListener::endExpiry);
    Shop.open(USERS.asMap());
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "shop-expiry");
    THREADS.add(thread);
    return thread;
  }

  private static void endExpiry() throws InterruptedException {
    EXPIRY.shutdownNow();
    for (Thread thread : THREADS) {
      // An executor that has terminated may have a thread that has not.
      thread.join(PATIENCE.toMillis());
    }
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    CacheRegistry.clearAll(ModuleCacheListener.class.getClassLoader());
  }
}
