package dev.plimsoll.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Where the caches of this process are found, each under its owner, and cleared: a class, a module,
 * a class loader, or a free name.
 *
 * <p>Owners and caches are held weakly. The user's own field holds the cache; one that is collected
 * leaves the registry by itself. Registering looks at each cache registered, so this is a place for
 * hundreds of module caches, not for one per request. Safe for use by many threads.
 */
public final class CacheRegistry {

  private static final List<RegisteredCache> CACHES = new ArrayList<>();

  private CacheRegistry() {}

  /**
   * Registers a cache under a class; {@link #clearAll(ClassLoader)} of its loader clears it too.
   *
   * @param owner the class whose static field holds the cache
   * @param name unique under the owner; not blank
   * @param cache held weakly: keep it in a field, above all if it is a lambda
   * @return what takes it out again
   * @throws IllegalStateException if a live cache has this owner and name
   */
  public static Registration register(Class<?> owner, String name, Clearable cache) {
    return register(CacheOwner.of(owner), name, cache);
  }

  /**
   * Registers a cache under a module; {@link #clearAll(ClassLoader)} of its loader clears it too.
   *
   * @param owner the module that uses the cache
   * @param name unique under the owner; not blank
   * @param cache held weakly
   * @return what takes it out again
   * @throws IllegalStateException if a live cache has this owner and name
   */
  public static Registration register(Module owner, String name, Clearable cache) {
    return register(CacheOwner.of(owner), name, cache);
  }

  /**
   * Registers a cache under a class loader.
   *
   * @param owner the loader of the code that uses the cache
   * @param name unique under the owner; not blank
   * @param cache held weakly
   * @return what takes it out again
   * @throws IllegalStateException if a live cache has this owner and name
   */
  public static Registration register(ClassLoader owner, String name, Clearable cache) {
    return register(CacheOwner.of(owner), name, cache);
  }

  /**
   * Registers a cache under a free name.
   *
   * @param owner the name of what the cache belongs to; not blank
   * @param name unique under the owner; not blank
   * @param cache held weakly
   * @return what takes it out again
   * @throws IllegalStateException if a live cache has this owner and name
   */
  public static Registration register(String owner, String name, Clearable cache) {
    return register(CacheOwner.of(owner), name, cache);
  }

  /** {@return the caches that are alive, in the order in which they were registered} */
  public static List<RegisteredCache> all() {
    return matching(cache -> true);
  }

  /**
   * Clears each cache of a class.
   *
   * @param owner the class under which they were registered
   * @throws ClearFailedException if some failed; the others are cleared all the same
   */
  public static void clearAll(Class<?> owner) {
    clearAllOf(owner);
  }

  /**
   * Clears each cache of a module.
   *
   * @param owner the module under which they were registered
   * @throws ClearFailedException if some failed; the others are cleared all the same
   */
  public static void clearAll(Module owner) {
    clearAllOf(owner);
  }

  /**
   * Clears each cache that belongs to a class loader: those registered under it, under a class that
   * it defined, or under a module of it. So are those of its descendants, such as the loader of a
   * web application's JSPs: a loader holds its parent, which would not be let go before them.
   *
   * @param loader the loader that is to be let go; one that others share clears the caches of all
   * @throws ClearFailedException if some failed; the others are cleared all the same
   */
  public static void clearAll(ClassLoader loader) {
    Objects.requireNonNull(loader, "loader");
    clear(loader.toString(), matching(cache -> cache.owner().isWithin(loader)));
  }

  /**
   * Clears each cache of a free name.
   *
   * @param owner the name under which they were registered
   * @throws ClearFailedException if some failed; the others are cleared all the same
   */
  public static void clearAll(String owner) {
    clearAllOf(owner);
  }

  private static void clearAllOf(Object owner) {
    Objects.requireNonNull(owner, "owner");
    clear(owner.toString(), matching(cache -> cache.owner().is(owner)));
  }

  static Registration register(CacheOwner owner, String name, Clearable cache) {
    RegisteredCache added =
        new RegisteredCache(owner, checkName("name", name), Objects.requireNonNull(cache, "cache"));
    synchronized (CACHES) {
      CACHES.removeIf(RegisteredCache::isGone);
      for (RegisteredCache other : CACHES) {
        if (other.owner().is(owner.get()) && name.equals(other.name())) {
          throw new IllegalStateException(
              "a cache named \""
                  + name
                  + "\" is registered under "
                  + owner.name()
                  + " already: take another name, or let the other go first");
        }
      }
      CACHES.add(added);
    }
    return () -> remove(added);
  }

  private static void remove(RegisteredCache cache) {
    synchronized (CACHES) {
      CACHES.remove(cache);
    }
  }

  private static List<RegisteredCache> matching(Predicate<RegisteredCache> wanted) {
    synchronized (CACHES) {
      CACHES.removeIf(RegisteredCache::isGone);
      return CACHES.stream().filter(wanted).toList();
    }
  }

  static void clear(String what, List<RegisteredCache> caches) {
    List<Throwable> failures = new ArrayList<>();
    for (RegisteredCache registered : caches) {
      try {
        registered.cache().ifPresent(Clearable::clear);
      } catch (Exception | Error e) {
        // An Error, too: a class that is missing at the end of a module's life must not keep
        // others. And what other languages throw unchecked.
        failures.add(e);
      }
    }
    ClearFailedException.throwIfAny(what, failures);
  }

  static String checkName(String what, String name) {
    if (Objects.requireNonNull(name, what).isBlank()) {
      throw new IllegalArgumentException(what + " must not be blank: \"" + name + '"');
    }
    return name;
  }
}
