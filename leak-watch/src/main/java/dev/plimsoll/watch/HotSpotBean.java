package dev.plimsoll.watch;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Optional;

/** HotSpot's diagnostic bean, named here alone: a JVM may lack it, or its module jdk.management. */
final class HotSpotBean {

  private HotSpotBean() {}

  /** Returns the value of an option of this JVM; empty where it does not tell. */
  static Optional<String> option(String name) {
    Optional<HotSpotDiagnosticMXBean> bean = bean();
    // No lambda: linking one would load the bean's class, which may not be there.
    return bean.isPresent()
        ? Optional.of(bean.get().getVMOption(name).getValue())
        : Optional.empty();
  }

  /** Writes the live objects to a new file. */
  static void dumpLive(Path target) throws IOException {
    HotSpotDiagnosticMXBean bean =
        bean()
            .orElseThrow(
                () ->
                    new IOException(
                        "this JVM has no HotSpotDiagnosticMXBean (module jdk.management) and cannot write a heap dump; jcmd <pid> GC.heap_dump may"));
    try {
      bean.dumpHeap(target.toString(), true);
    } catch (IOException e) {
      throw new IOException(
          "the heap dump could not be written to " + target + ": " + e.getMessage(), e);
    }
  }

  private static Optional<HotSpotDiagnosticMXBean> bean() {
    try {
      return Optional.ofNullable(
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class));
    } catch (NoClassDefFoundError | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
