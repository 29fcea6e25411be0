package dev.plimsoll.examples;

import dev.plimsoll.cache.CacheRegistry;
import dev.plimsoll.cache.ModuleCache;
import dev.plimsoll.cache.Registration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A module cache and what belongs to it: whoever unloads the module clears its caches by their
 * owner, and the hooks let go of the rest, newest first.
 */
public final class Example21ModuleCacheClearedByHook {

  private static final ModuleCache<String, String> CACHE =
      ModuleCache.of(Example21ModuleCacheClearedByHook.class, "templates", 100);

  private Example21ModuleCacheClearedByHook() {}

  /**
   * Prints what is held before and after, and the hooks that ran.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    CACHE.get("welcome", name -> "<h1>" + name + "</h1>");
    System.out.printf("before: %d template(s)%n", CACHE.entries());
    System.out.printf("hooks, in the order in which they ran: %s%n", clear());
    System.out.printf("after: %d template(s)%n", CACHE.entries());
  }

  /** {@return the hooks that ran, in their order} */
  static List<String> clear() {
    List<String> ran = new CopyOnWriteArrayList<>();
    CACHE.onClear(() -> ran.add("close the template files"));
    CACHE.onClear(() -> ran.add("stop the file watcher"));
    Registration unused = CACHE.onClear(() -> ran.add("never"));
    unused.close();
    CacheRegistry.clearAll(Example21ModuleCacheClearedByHook.class);
    return ran;
  }
}
