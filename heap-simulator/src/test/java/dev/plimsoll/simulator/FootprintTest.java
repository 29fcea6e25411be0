package dev.plimsoll.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.retention.Owner;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What a simulated object takes of the JVM's heap, in a JVM of its own. */
class FootprintTest {

  private static final long BYTES = 1_400_000_000L;
  private static final int OBJECT_BYTES = 100;
  private static final int SLOT_BYTES = 2 * Integer.BYTES; // a slot and its range's length

  @Test
  void a_heap_of_1_4_GB_runs_in_a_JVM_of_1_GB_at_24_bytes_an_object() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName())
            .redirectErrorStream(true)
            .start();
    String printed = read(process);
    assertThat(process.waitFor()).as(printed).isZero();
    System.out.println(printed);
    assertThat(Double.parseDouble(printed.substring(0, printed.indexOf(' '))))
        .isBetween(16.0, 24.0);
  }

  private static String read(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }

  /**
   * Fills an old generation with objects of 100 bytes, all alive. Each hangs in a chain by its one
   * slot, which the figure leaves out.
   */
  static final class Program {

    private Program() {}

    public static void main(String[] args) {
      run(System.out);
    }

    private static void run(PrintStream out) {
      Owner owner = Owner.named("chain");
      GenerationalHeap heap =
          GenerationalHeap.of(
              HeapConfig.v8_11_3().withBaseObjects(false).withMaxOldSpaceSize(2048L << 20));
      long before = used();
      int root = heap.addRoot(0);
      long objects = BYTES / OBJECT_BYTES;
      int chain = 0;
      for (long i = 0; i < objects; i++) {
        int object = heap.allocate(owner, OBJECT_BYTES, 1);
        heap.store(object, 0, chain);
        chain = object;
        heap.setRoot(root, chain);
      }
      long used = used();
      out.printf(
          Locale.ROOT,
          "%.1f bytes an object beyond its slot, %,d objects, heapUsed %,d, JVM heap %d MB of %d%n",
          (double) (used - before) / objects - SLOT_BYTES,
          objects,
          heap.memoryUsage().heapUsed(),
          used >> 20,
          Runtime.getRuntime().maxMemory() >> 20);
    }

    private static long used() {
      MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
      memory.gc();
      return memory.getHeapMemoryUsage().getUsed();
    }
  }
}
