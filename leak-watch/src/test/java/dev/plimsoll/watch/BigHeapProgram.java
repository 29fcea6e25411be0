package dev.plimsoll.watch;

import dev.plimsoll.retention.Owner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * More than four million objects in more than 200 MB, under 20 owners. "write FILE" dumps them;
 * "owners FILE" and "dominators FILE" read and time.
 */
final class BigHeapProgram {

  static final int OWNERS = 20;
  static final List<Object> KEPT = new ArrayList<>();
  private static final int ENTRIES = 67_000;

  private BigHeapProgram() {}

  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "write" -> write(file);
      case "owners" -> time(() -> owners(HeapDump.open(file)));
      case "dominators" -> time(() -> HeapDump.open(file).topDominators(20).size() + " dominators");
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void write(Path file) throws Exception {
    for (int i = 0; i < OWNERS; i++) {
      Map<Integer, Object> map = new HashMap<>();
      for (int entry = 0; entry < ENTRIES; entry++) {
        map.put(1_000 + entry, new byte[40]);
      }
      KEPT.add(map);
      KEPT.add(Owner.named("owner " + i).heldBy(map));
    }
    HeapDump.write(file, Duration.ZERO);
  }

  /** Paths and retained bytes of all of them. */
  private static String owners(HeapDump dump) {
    return dump.owners().size() + " owners of " + dump.objects() + " objects";
  }

  private interface Reading {
    String read() throws Exception;
  }

  private static void time(Reading reading) throws Exception {
    long start = System.nanoTime();
    String read = reading.read();
    System.out.println(read + " in " + (System.nanoTime() - start) / 1_000_000 + " ms");
  }
}
