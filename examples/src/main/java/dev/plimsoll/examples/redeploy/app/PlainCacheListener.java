package dev.plimsoll.examples.redeploy.app;

import dev.plimsoll.examples.redeploy.SharedCaches;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/** A plain static cache of a shared library: nobody empties it when the application ends. */
public final class PlainCacheListener implements ServletContextListener {

  /** Made by the server. */
  public PlainCacheListener() {}

  @Override
  public void contextInitialized(ServletContextEvent event) {
    Shop.open(SharedCaches.PLAIN);
  }
}
