package dev.plimsoll.cache;

import java.lang.ref.WeakReference;
import java.util.Optional;

/**
 * A cache as the registry knows it: its owner and the cache itself are both held weakly, because a
 * cache held strongly would hold its owner through its values.
 */
public final class RegisteredCache {

  private final CacheOwner owner;
  private final String name;
  private final WeakReference<Clearable> cache;

  RegisteredCache(CacheOwner owner, String name, Clearable cache) {
    this.owner = owner;
    this.name = name;
    this.cache = new WeakReference<>(cache);
  }

  /** {@return what its owner is called: a class, a module, a class loader or a free name} */
  public String ownerName() {
    return owner.name();
  }

  /** {@return its name; unique under its owner} */
  public String name() {
    return name;
  }

  /** {@return the cache, unless it has been collected} */
  public Optional<Clearable> cache() {
    return Optional.ofNullable(cache.get());
  }

  CacheOwner owner() {
    return owner;
  }

  boolean isGone() {
    return cache.get() == null || owner.get() == null;
  }

  @Override
  public String toString() {
    return owner.name() + '/' + name;
  }
}
