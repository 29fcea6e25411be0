package dev.plimsoll.retention;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** Asks the running virtual machine how it lays out objects, once, at the first use. */
final class VmFlags {

  private static final long MOST_COMPRESSED_HEAP = 32L << 30;
  private static final int FIRST_WITH_DENSE_ARRAYS = 23;

  static final ObjectLayout LAYOUT = read();

  private VmFlags() {}

  private static ObjectLayout read() {
    try {
      HotSpotDiagnosticMXBean flags =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      return flags == null ? assumed() : told(flags);
    } catch (LinkageError withoutManagement) {
      return assumed();
    }
  }

  private static ObjectLayout told(HotSpotDiagnosticMXBean flags) {
    int header = isOn(flags, "UseCompactObjectHeaders") ? 8 : classPointerHeader(flags);
    int reference = isOn(flags, "UseCompressedOops") ? 4 : 8;
    int alignment = Integer.parseInt(flags.getVMOption("ObjectAlignmentInBytes").getValue());
    return new ObjectLayout(header, reference, alignment, hasDenseArrays());
  }

  private static int classPointerHeader(HotSpotDiagnosticMXBean flags) {
    return isOn(flags, "UseCompressedClassPointers") ? 12 : 16;
  }

  private static boolean isOn(HotSpotDiagnosticMXBean flags, String name) {
    try {
      return Boolean.parseBoolean(flags.getVMOption(name).getValue());
    } catch (IllegalArgumentException unknownToThisVersion) {
      return false;
    }
  }

  private static ObjectLayout assumed() {
    boolean compressed = Runtime.getRuntime().maxMemory() < MOST_COMPRESSED_HEAP;
    return new ObjectLayout(12, compressed ? 4 : 8, 8, hasDenseArrays());
  }

  private static boolean hasDenseArrays() {
    return Runtime.version().feature() >= FIRST_WITH_DENSE_ARRAYS;
  }
}
