package dev.plimsoll.simulator;

import dev.plimsoll.simulator.HeapSpace.Place;
import java.util.List;

/** Eden, the survivor space in use, and the tenured generation, each in eighths. */
final class HotSpotSpaceMap implements SpaceMap {

  private static final int PARTS = 8;

  private final int survivorBase;
  private final int survivorWords;
  private final HeapSpace eden;
  private final HeapSpace survivor;
  private final HeapSpace tenured;

  HotSpotSpaceMap(HotSpotSpaces spaces) {
    survivorBase = spaces.fromBase();
    survivorWords = spaces.survivorWords;
    eden = space(HotSpotLog.EDEN, true, spaces.edenWords);
    survivor = space(HotSpotLog.SURVIVOR, true, spaces.survivorWords);
    tenured = space(HotSpotLog.TENURED, false, spaces.oldCapacityWords);
  }

  private static HeapSpace space(String name, boolean young, long words) {
    return new HeapSpace(name, young, PARTS, (words + PARTS - 1) / PARTS * Addresses.WORD_BYTES);
  }

  @Override
  public List<HeapSpace> spaces() {
    return List.of(eden, survivor, tenured);
  }

  @Override
  public Place place(int address) {
    if (address >= Addresses.OLD) {
      return place(tenured, (long) address - Addresses.OLD);
    }
    boolean survived = Integer.compareUnsigned(address - survivorBase, survivorWords) < 0;
    return survived ? place(survivor, (long) address - survivorBase) : place(eden, address);
  }

  private static Place place(HeapSpace space, long words) {
    long bytes = words * Addresses.WORD_BYTES;
    return new Place(space, (int) (bytes / space.pageBytes()), bytes % space.pageBytes());
  }
}
