package dev.plimsoll.watch.dump;

/**
 * Finds the layout under which most neighbours touch: a collector that compacts leaves no room
 * between objects, so under the right layout an object's size is the distance to the next, and
 * under a wrong one it seldom is. Only arrays are asked, since their sizes differ between any two
 * layouts; up to {@value #SAMPLES} of them, spread over the heap.
 */
final class LayoutDetector {

  private static final int SAMPLES = 200_000;

  private LayoutDetector() {}

  static HeapLayout detect(HeapRecords records, int idSize) {
    if (idSize == 4) {
      return HeapLayout.NARROW;
    }
    ObjectIndex index = records.index();
    int[] touching = new int[HeapLayout.KNOWN.length];
    int step = 1 + index.size() / SAMPLES;
    for (int node = 0; node + 1 < index.size(); node += step) {
      vote(records, node, index.id(node + 1) - index.id(node), touching);
    }
    int best = 0;
    for (int i = 1; i < touching.length; i++) {
      if (touching[i] > touching[best]) {
        best = i;
      }
    }
    return HeapLayout.KNOWN[best];
  }

  private static void vote(HeapRecords records, int node, long distance, int[] touching) {
    int tag = records.tag(node);
    if (tag != HprofScanner.OBJECT_ARRAY && tag != HprofScanner.PRIMITIVE_ARRAY) {
      return;
    }
    ValueType element = records.elementType(node);
    for (int i = 0; i < touching.length; i++) {
      if (HeapLayout.KNOWN[i].arrayBytes(element, records.arrayLength(node)) == distance) {
        touching[i]++;
      }
    }
  }
}
