package dev.plimsoll.examples.redeploy;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.plimsoll.cache.CacheRegistry;
import dev.plimsoll.examples.jvm.ChildJvm;
import dev.plimsoll.examples.jvm.ParentWatch;
import dev.plimsoll.retention.Owner;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.catalina.core.StandardContext;
import org.apache.juli.logging.Log;

/**
 * Deploys and undeploys one application on a real Tomcat in a JVM of its own, which lets Tomcat
 * look for leaks as its start script does.
 */
public final class Redeployment {

  /** How often the application is deployed and undeployed. */
  public static final int DEPLOYMENTS = 20;

  /** After so many, Tomcat has loaded what it needs itself. */
  private static final int WARM = 5;

  /** The compiler's profiles of methods live in metaspace, too, and grow for long. */
  private static final String WITHOUT_PROFILES = "-XX:TieredStopAtLevel=1";

  private static final int USERS = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Redeployment() {}

  /**
   * Runs it in a child JVM.
   *
   * @param variant the application
   * @return what was left of it
   * @throws IOException if the JVM cannot be started
   * @throws InterruptedException if this thread is interrupted
   */
  public static Outcome of(Variant variant) throws IOException, InterruptedException {
    List<String> lines = new CopyOnWriteArrayList<>();
    ChildJvm.Command command =
        ChildJvm.running(Redeployment.class)
            .with(CacheRegistry.class, Owner.class, Caffeine.class)
            .with(StandardContext.class, Servlet.class, Log.class)
            .flags(List.of("-Xmx128m", "-XX:+UseSerialGC", WITHOUT_PROFILES))
            .flags(opened("java.lang", "java.io", "java.util", "java.util.concurrent"))
            .flags(List.of("--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED"))
            .arguments(variant.name());
    try (ChildJvm child = command.start(lines::add)) {
      OptionalInt code = child.awaitExit(PATIENCE);
      if (code.orElse(-1) != 0 || lines.size() != 1) {
        throw new IllegalStateException(
            variant + " ended with " + code + ": " + lines + child.errors());
      }
    }
    return Outcome.parse(lines.get(0));
  }

  private static List<String> opened(String... packages) {
    return Stream.of(packages).map(p -> "--add-opens=java.base/" + p + "=ALL-UNNAMED").toList();
  }

  /**
   * The child: prints the outcome.
   *
   * @param arguments the variant
   * @throws Exception whatever the server throws
   */
  public static void main(String[] arguments) throws Exception {
    ParentWatch.start();
    Path folder = Files.createTempDirectory("redeploy");
    try {
      System.out.println(run(folder, Variant.valueOf(arguments[0])).line());
    } finally {
      delete(folder);
    }
  }

  private static Outcome run(Path folder, Variant variant) throws Exception {
    List<LogRecord> warnings = listenToTomcat();
    Path application = Files.createDirectories(folder.resolve("shop"));
    WebApplication.write(application, variant);
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    try (TomcatServer server = new TomcatServer(folder)) {
      long heap = 0;
      long metaspace = 0;
      for (int deployment = 1; deployment <= DEPLOYMENTS; deployment++) {
        loaders.add(new WeakReference<>(deployAndUndeploy(server, application)));
        if (deployment == WARM) {
          heap = heapAfterCollection();
          metaspace = metaspace();
        }
      }
      long heapGrowth = heapAfterCollection() - heap;
      long metaspaceGrowth = metaspace() - metaspace;
      int kept = (int) loaders.stream().filter(loader -> loader.get() != null).count();
      return new Outcome(
          DEPLOYMENTS, kept, server.leaksFound(), warnings.size(), heapGrowth, metaspaceGrowth);
    }
  }

  private static ClassLoader deployAndUndeploy(TomcatServer server, Path application)
      throws Exception {
    StandardContext context = server.deploy(application);
    ClassLoader loader = context.getLoader().getClassLoader();
    for (int user = 0; user < USERS; user++) {
      String answer = server.get("user=" + user);
      if (!answer.startsWith("user " + user)) {
        throw new IllegalStateException("the application answered: " + answer);
      }
    }
    server.undeploy(context);
    return loader;
  }

  /** What Tomcat warns of, instead of the console. */
  private static List<LogRecord> listenToTomcat() {
    List<LogRecord> warnings = new CopyOnWriteArrayList<>();
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    root.addHandler(
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
              System.err.println(record.getLoggerName() + ": " + record.getMessage());
              warnings.add(record);
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        });
    return warnings;
  }

  private static long heapAfterCollection() {
    for (int i = 0; i < 5; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long metaspace() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().equals("Metaspace"))
        .mapToLong((MemoryPoolMXBean pool) -> pool.getUsage().getUsed())
        .sum();
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = new ArrayList<>(walk.toList());
    }
    for (int i = all.size() - 1; i >= 0; i--) {
      Files.deleteIfExists(all.get(i));
    }
  }
}
