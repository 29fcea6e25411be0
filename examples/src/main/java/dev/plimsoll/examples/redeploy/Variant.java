package dev.plimsoll.examples.redeploy;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.plimsoll.cache.CacheRegistry;
import dev.plimsoll.retention.Owner;
import java.util.List;

/** One application in several ways: what holds its users, and whose library that is. */
public enum Variant {
  /** A plain static map of a library that the server shares. */
  PLAIN_SHARED("ConcurrentHashMap, static, of a shared library", "PlainCacheListener"),

  /** A limited one, cleared by its owner. */
  LIMITED_SHARED("LimitableMap, static, of a shared library", "SharedCacheListener"),

  /** A plain static Caffeine cache, with the library in the application. */
  PLAIN_OWN("Caffeine, static, in the application", "PlainCaffeineListener"),

  /** A module cache, with the library in the server. */
  MODULE_SHARED("ModuleCache, library in the server", "ModuleCacheListener"),

  /** A module cache, with the library in the application. */
  MODULE_OWN("ModuleCache, library in the application", "ModuleCacheListener");

  private final String title;
  private final String listener;

  Variant(String title, String listener) {
    this.title = title;
    this.listener = listener;
  }

  /** {@return what holds the users} */
  public String title() {
    return title;
  }

  /** {@return the listener's class, in the application} */
  String listener() {
    return WebApplication.PACKAGE + '.' + listener;
  }

  /** {@return a class of each library that the application brings along} */
  List<Class<?>> libraries() {
    return switch (this) {
      case PLAIN_SHARED, LIMITED_SHARED, MODULE_SHARED -> List.of();
      case PLAIN_OWN -> List.of(Caffeine.class);
      case MODULE_OWN -> List.of(CacheRegistry.class, Owner.class, Caffeine.class);
    };
  }
}
