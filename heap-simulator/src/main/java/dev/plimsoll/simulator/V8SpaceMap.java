package dev.plimsoll.simulator;

import dev.plimsoll.simulator.HeapSpace.Place;
import java.util.Arrays;
import java.util.List;

/** V8's spaces: To-space, old space page by page, and large objects of both generations. */
final class V8SpaceMap implements SpaceMap {

  private final int toBase;
  private final int newPageWords;
  private final int[] oldPageStarts;
  private final HeapSpace newSpace;
  private final HeapSpace youngLarge;
  private final HeapSpace oldSpace;
  private final HeapSpace oldLarge;

  V8SpaceMap(V8Spaces spaces) {
    NewSpace young = spaces.newSpace;
    toBase = young.span() - young.from();
    newPageWords = (int) (young.capacityBytes() / young.pages() / Addresses.WORD_BYTES);
    oldPageStarts = spaces.oldSpace.pageStarts();
    newSpace = new HeapSpace("new space", true, young.pages(), young.usableBytes() / young.pages());
    youngLarge = new HeapSpace("new large", true, spaces.youngLarge.count(), 0);
    long oldPageBytes =
        oldPageStarts.length == 0 ? 0 : spaces.oldSpace.capacityBytes() / oldPageStarts.length;
    oldSpace = new HeapSpace("old space", false, oldPageStarts.length, oldPageBytes);
    oldLarge = new HeapSpace("old large", false, spaces.oldLarge.count(), 0);
  }

  @Override
  public List<HeapSpace> spaces() {
    return List.of(newSpace, youngLarge, oldSpace, oldLarge);
  }

  @Override
  public Place place(int address) {
    if (address < Addresses.YOUNG_LARGE) {
      int page = Math.floorDiv(address - toBase, newPageWords);
      return new Place(newSpace, page, bytes(Math.floorMod(address - toBase, newPageWords)));
    }
    if (address < Addresses.OLD) {
      return new Place(youngLarge, address - Addresses.YOUNG_LARGE, 0);
    }
    if (address < Addresses.OLD_LARGE) {
      int found = Arrays.binarySearch(oldPageStarts, address);
      int page = found >= 0 ? found : -found - 2;
      return new Place(oldSpace, page, bytes(address - oldPageStarts[page]));
    }
    return new Place(oldLarge, address - Addresses.OLD_LARGE, 0);
  }

  private static long bytes(int words) {
    return (long) words * Addresses.WORD_BYTES;
  }
}
