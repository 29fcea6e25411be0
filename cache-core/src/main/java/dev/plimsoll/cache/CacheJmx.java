package dev.plimsoll.cache;

import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * Shows the {@link CacheRegistry} to JMX. Opt-in: nothing is registered until {@link #register} is
 * called.
 *
 * <p>The bean holds no cache and no owner. The platform's MBean server, though, holds the bean, and
 * with it the class loader of this library: where that is an application's own, as in a web
 * application, close the registration when the application ends.
 *
 * <p>Needs the module {@code java.management}. Safe for use by many threads.
 */
public final class CacheJmx implements CacheRegistryMXBean {

  private static final System.Logger LOGGER = System.getLogger(CacheJmx.class.getName());

  private CacheJmx() {}

  /**
   * Registers the caches of this class loader's registry with the platform's MBean server as {@code
   * dev.plimsoll:type=CacheRegistry,name="..."}.
   *
   * @param name tells this registry from those of other applications in this process
   * @return what takes it back; closing it again does nothing
   * @throws IllegalStateException if a registry of this name is registered already
   */
  public static Registration register(String name) {
    CacheRegistry.checkName("name", name);
    try {
      ObjectName as = objectName(name);
      server().registerMBean(new CacheJmx(), as);
      return () -> unregister(as);
    } catch (InstanceAlreadyExistsException e) {
      throw new IllegalStateException(
          "caches are registered with JMX under \""
              + name
              + "\" already; close that registration or take another name",
          e);
    } catch (JMException e) {
      throw new IllegalStateException(
          "caches cannot be registered with JMX under \"" + name + '"', e);
    }
  }

  static ObjectName objectName(String name) throws MalformedObjectNameException {
    return new ObjectName("dev.plimsoll:type=CacheRegistry,name=" + ObjectName.quote(name));
  }

  private static void unregister(ObjectName name) {
    try {
      if (server().isRegistered(name)) {
        server().unregisterMBean(name);
      }
    } catch (JMException e) {
      LOGGER.log(Level.WARNING, "caches cannot be unregistered from JMX: " + name, e);
    }
  }

  private static MBeanServer server() {
    return ManagementFactory.getPlatformMBeanServer();
  }

  @Override
  public List<CacheFigures> getCaches() {
    List<CacheFigures> figures = new ArrayList<>();
    for (RegisteredCache registered : CacheRegistry.all()) {
      registered.cache().ifPresent(cache -> figures.add(new CacheFigures(registered, cache)));
    }
    return figures;
  }

  @Override
  public int clear(String owner, String name) {
    int cleared = clear(cache -> cache.ownerName().equals(owner) && cache.name().equals(name));
    if (cleared == 0) {
      throw new IllegalArgumentException(
          "no cache is registered with owner=\"" + owner + "\", name=\"" + name + '"');
    }
    return cleared;
  }

  @Override
  public int clearAll() {
    return clear(cache -> true);
  }

  private static int clear(Predicate<RegisteredCache> wanted) {
    List<RegisteredCache> found = CacheRegistry.all().stream().filter(wanted).toList();
    try {
      CacheRegistry.clear(found.size() + " cache(s)", found);
    } catch (ClearFailedException e) {
      // The console may know none of our classes, nor those of the cause.
      throw new IllegalStateException(e.getMessage() + ": " + e.getCause());
    }
    return found.size();
  }
}
