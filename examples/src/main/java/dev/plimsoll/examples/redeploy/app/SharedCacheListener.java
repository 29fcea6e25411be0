package dev.plimsoll.examples.redeploy.app;

import dev.plimsoll.cache.CacheRegistry;
import dev.plimsoll.examples.redeploy.SharedCaches;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/** The same static cache with a limit, registered as this application's, and cleared with it. */
public final class SharedCacheListener implements ServletContextListener {

  /** Made by the server. */
  public SharedCacheListener() {}

  @Override
  public void contextInitialized(ServletContextEvent event) {
    CacheRegistry.register(SharedCacheListener.class, "users", SharedCaches.LIMITED);
    Shop.open(SharedCaches.LIMITED);
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    CacheRegistry.clearAll(SharedCacheListener.class.getClassLoader());
  }
}
