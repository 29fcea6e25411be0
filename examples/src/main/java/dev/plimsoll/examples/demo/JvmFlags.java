package dev.plimsoll.examples.demo;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The flags that a server's JVM must have, or the demo would show something else. */
final class JvmFlags {

  /**
   * A heap that fills in seconds; a collector that gives up at once, where others thrash for a
   * minute first; and an exit code that says what the end was.
   */
  static final List<String> REQUIRED =
      List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");

  private static final long MOST_HEAP = 64L << 20;

  private JvmFlags() {}

  /** Throws, naming each flag that this JVM lacks and what it has instead. */
  static void check() throws UsageException {
    List<String> lacking = new ArrayList<>();
    long heap = Runtime.getRuntime().maxMemory();
    if (heap > MOST_HEAP) {
      lacking.add("-Xmx64m (its heap may take " + (heap >> 20) + " MB)");
    }
    requireOn("UseSerialGC", lacking);
    requireOn("ExitOnOutOfMemoryError", lacking);
    if (!lacking.isEmpty()) {
      throw new UsageException(
          "The server's JVM lacks "
              + String.join(", ", lacking)
              + ". Start it with: java "
              + String.join(" ", REQUIRED)
              + " ... , or by the demo, which does.");
    }
  }

  private static void requireOn(String option, List<String> lacking) {
    String value = valueOf(option);
    if (!"true".equals(value)) {
      lacking.add("-XX:+" + option + (value == null ? " (unknown to it)" : " (it is off)"));
    }
  }

  private static @Nullable String valueOf(String option) {
    try {
      return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .getVMOption(option)
          .getValue();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
