package dev.plimsoll.examples.redeploy;

import dev.plimsoll.cache.LimitableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A library that a server shares among its applications, with a static cache: what an application
 * puts there outlives the application, and holds its class loader through the class of the value.
 */
public final class SharedCaches {

  private static final int LIMIT = 1_000;

  /** A plain static cache. */
  public static final ConcurrentMap<Object, Object> PLAIN = new ConcurrentHashMap<>();

  /** The same with a limit, and with a way to be cleared by whoever registers it. */
  public static final LimitableMap<Object, Object> LIMITED = new LimitableMap<>(LIMIT);

  private SharedCaches() {}
}
