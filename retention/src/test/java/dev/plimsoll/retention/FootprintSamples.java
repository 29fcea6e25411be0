package dev.plimsoll.retention;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jol.info.GraphLayout;

/** Values of all kinds, measured by our footprints and by JOL on the machine that runs this. */
final class FootprintSamples {

  record Visit(String page, long at, int count, Long user, Body body, boolean first) {}

  private static final class Body {
    final byte[] bytes = new byte[77];
  }

  private static final Footprint<Body> BODIES =
      Footprints.<Body>object().reference(body -> body.bytes, Footprints.byteArray()).build();

  private static final Footprint<Visit> VISITS =
      Footprints.<Visit>object()
          .reference(Visit::page, Footprints.string())
          .primitive(long.class)
          .primitive(int.class)
          .reference(Visit::user, Footprints.boxed())
          .reference(Visit::body, BODIES)
          .primitive(boolean.class)
          .build();

  private static final List<String> TEXTS =
      List.of(
          "", "a", "plimsoll", "plimsolls", "Gr\u00f6\u00dfe", "\u8f09\u8ca8", "a\ud83d\udea2b");

  private final List<String> mismatches = new ArrayList<>();

  private FootprintSamples() {}

  /** Run in a virtual machine of its own; a mismatch is printed and ends it with code 1. */
  public static void main(String[] args) {
    List<String> mismatches = mismatches();
    mismatches.forEach(System.out::println);
    System.exit(mismatches.isEmpty() ? 0 : 1);
  }

  static List<String> mismatches() {
    FootprintSamples samples = new FootprintSamples();
    samples.compareStrings();
    samples.compareByteArrays();
    samples.compareBoxedValues();
    samples.compareRecords();
    return samples.mismatches;
  }

  private void compareStrings() {
    for (String text : TEXTS) {
      // A copy with an array of its own: literals may share theirs.
      String value = new String(text.toCharArray());
      compare(text, Footprints.string().bytes(value), value);
    }
  }

  private void compareByteArrays() {
    for (int length : new int[] {0, 1, 4, 5, 8, 9, 1000, 10_001}) {
      byte[] value = new byte[length];
      compare("byte[" + length + "]", Footprints.byteArray().bytes(value), value);
    }
  }

  private void compareBoxedValues() {
    for (Object value : new Object[] {true, (byte) 1, 'c', (short) 2, 3, 4L, 5f, 6d}) {
      compare(value.getClass().getName(), Footprints.boxed().bytes(value), value);
    }
  }

  private void compareRecords() {
    String page = new String("/user/1".toCharArray());
    Visit whole = new Visit(page, 1L, 2, 123_456L, new Body(), true);
    compare("whole record", VISITS.bytes(whole), whole);
    Visit bare = new Visit(null, 1L, 2, null, null, true);
    compare("record without its parts", VISITS.bytes(bare), bare);
  }

  private void compare(String what, long ours, Object value) {
    long jol = GraphLayout.parseInstance(value).totalSize();
    if (ours != jol) {
      mismatches.add(
          what + ": " + ours + " bytes, JOL says " + jol + ", " + ObjectLayout.current());
    }
  }
}
