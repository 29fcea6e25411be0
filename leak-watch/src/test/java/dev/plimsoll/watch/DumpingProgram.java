package dev.plimsoll.watch;

import dev.plimsoll.retention.Footprint;
import dev.plimsoll.retention.Footprints;
import dev.plimsoll.retention.RetentionLedger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a dump of itself and, beside it, what the JVM says of its classes. Arguments: the dump,
 * the histogram.
 */
final class DumpingProgram {

  static final List<Object> KEPT = new ArrayList<>();

  /** A class whose small fields fill the hole that its superclass's long leaves. */
  static class Narrow {
    boolean flag;
    long wide;
  }

  /** See {@link Narrow}. */
  static final class Wide extends Narrow {
    int number;
    byte small;
    Object reference;
    double another;
  }

  private static final int ORDERS = 1_000;

  /** A HashMap's node and the key that it refers to. */
  private static final Footprint<Integer> ENTRY =
      Footprints.<Integer>object()
          .primitive(int.class)
          .reference(key -> key, Footprints.boxed())
          .reference(key -> null, Footprints.boxed())
          .reference(key -> null, Footprints.boxed())
          .build();

  private DumpingProgram() {}

  public static void main(String[] arguments) throws Exception {
    RetentionLedger ledger = RetentionLedger.create();
    for (int i = 0; i < ORDERS; i++) {
      byte[] order = new byte[i % 97];
      OrderCache.CACHE.put(i, order);
      ledger.retained(OrderCache.OWNER, i, ENTRY.bytes(i) + Footprints.byteArray().bytes(order));
      KEPT.add(new Wide());
      KEPT.add(new Narrow());
      KEPT.add(new long[i % 7]);
      KEPT.add(new Object[i % 11]);
      KEPT.add(new char[i % 13]);
    }
    HeapDump.write(Path.of(arguments[0]), Duration.ZERO);
    HeapHistogram histogram = HeapHistogram.take(HeapHistogram.Scope.LIVE);
    List<String> lines =
        histogram.classes().stream()
            .map(count -> count.name() + ' ' + count.instances() + ' ' + count.bytes())
            .toList();
    Files.write(Path.of(arguments[1]), lines);
    System.out.println("the ledger says " + ledger.totalBytes() + " of " + KEPT.size());
  }
}
