package dev.plimsoll.cache;

import java.lang.ref.WeakReference;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a cache belongs to, held weakly.
 *
 * @param reference answers the owner while it lives
 * @param name what it is called
 */
record CacheOwner(Supplier<@Nullable Object> reference, String name) {

  static CacheOwner of(Class<?> owner) {
    return new CacheOwner(weak(owner), owner.getName());
  }

  static CacheOwner of(Module owner) {
    return new CacheOwner(weak(owner), owner.toString());
  }

  static CacheOwner of(ClassLoader owner) {
    return new CacheOwner(weak(owner), owner.toString());
  }

  static CacheOwner of(String owner) {
    CacheRegistry.checkName("owner", owner);
    // A name has no life of its own that could end, and holds no class loader.
    return new CacheOwner(() -> owner, owner);
  }

  private static Supplier<@Nullable Object> weak(Object owner) {
    return new WeakReference<Object>(Objects.requireNonNull(owner, "owner"))::get;
  }

  /** {@return the owner, or null once it was collected} */
  @Nullable Object get() {
    return reference.get();
  }

  /** {@return whether this is that very owner; of names, one that reads the same} */
  boolean is(@Nullable Object other) {
    Object owner = get();
    return owner != null && (owner == other || (owner instanceof String && owner.equals(other)));
  }

  /** {@return whether the owner lives in a class loader, or in one that has it as an ancestor} */
  boolean isWithin(ClassLoader ancestor) {
    ClassLoader loader = loader();
    while (loader != null && loader != ancestor) {
      loader = loader.getParent();
    }
    return loader != null;
  }

  private @Nullable ClassLoader loader() {
    Object owner = get();
    if (owner instanceof Class<?> type) {
      return type.getClassLoader();
    }
    if (owner instanceof Module module) {
      return module.getClassLoader();
    }
    return owner instanceof ClassLoader loader ? loader : null;
  }
}
