package dev.plimsoll.cache;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
    return add(new WeakReference<Object>(owner)::get, owner.getName(), name, cache);
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
    return add(new WeakReference<Object>(owner)::get, owner.toString(), name, cache);
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
    return add(new WeakReference<Object>(owner)::get, owner.toString(), name, cache);
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
    checkName("owner", owner);
    // A name has no life of its own that could end, and holds no class loader.
    return add(() -> owner, owner, name, cache);
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
    clear(owner.getName(), matching(cache -> cache.owner() == owner));
  }

  /**
   * Clears each cache of a module.
   *
   * @param owner the module under which they were registered
   * @throws ClearFailedException if some failed; the others are cleared all the same
   */
  public static void clearAll(Module owner) {
    clear(owner.toString(), matching(cache -> cache.owner() == owner));
  }

  /**
   * Clears each cache that belongs to a class loader: those registered under it, under a class that
   * it defined, or under a module of it.
   *
   * @param loader the loader that is to be let go
   * @throws ClearFailedException if some failed; the others are cleared all the same
   */
  public static void clearAll(ClassLoader loader) {
    Objects.requireNonNull(loader, "loader");
    clear(loader.toString(), matching(cache -> loaderOf(cache.owner()) == loader));
  }

  /**
   * Clears each cache of a free name.
   *
   * @param owner the name under which they were registered
   * @throws ClearFailedException if some failed; the others are cleared all the same
   */
  public static void clearAll(String owner) {
    Objects.requireNonNull(owner, "owner");
    clear(owner, matching(cache -> owner.equals(cache.owner())));
  }

  private static Registration add(
      Supplier<@Nullable Object> owner, String ownerName, String name, Clearable cache) {
    RegisteredCache added =
        new RegisteredCache(
            owner, ownerName, checkName("name", name), Objects.requireNonNull(cache, "cache"));
    synchronized (CACHES) {
      CACHES.removeIf(RegisteredCache::isGone);
      for (RegisteredCache other : CACHES) {
        if (Objects.equals(owner.get(), other.owner()) && name.equals(other.name())) {
          throw new IllegalStateException(
              "a cache named \"" + name + "\" is registered under " + ownerName + " already");
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

  private static void clear(String what, List<RegisteredCache> caches) {
    List<RuntimeException> failures = new ArrayList<>();
    for (RegisteredCache registered : caches) {
      try {
        registered.cache().ifPresent(Clearable::clear);
      } catch (RuntimeException e) {
        failures.add(e);
      }
    }
    ClearFailedException.throwIfAny(what, failures);
  }

  private static @Nullable ClassLoader loaderOf(@Nullable Object owner) {
    if (owner instanceof Class<?> type) {
      return type.getClassLoader();
    }
    if (owner instanceof Module module) {
      return module.getClassLoader();
    }
    return owner instanceof ClassLoader loader ? loader : null;
  }

  static String checkName(String what, String name) {
    if (Objects.requireNonNull(name, what).isBlank()) {
      throw new IllegalArgumentException(what + " must not be blank: \"" + name + '"');
    }
    return name;
  }
}
