package dev.plimsoll.simulator.view;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.GenerationalHeap;
import dev.plimsoll.simulator.HeapSpace;
import dev.plimsoll.simulator.ReachabilityVisitor;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where each owner's objects lie: a map of spaces and pages, a letter for the owner that has most
 * of a cell. A capital letter tells objects that the roots reach, a small one objects that wait to
 * be collected, a dot free room. Lines have at most 100 characters; the same heap gives the same
 * map everywhere. Drawing it collects nothing.
 */
public final class HeapMap {

  private static final int LETTERS = 26;
  private static final char OTHERS = '#';
  private static final double KILOBYTE = 1024;

  private final Map<Owner, OwnerLine> owners = new LinkedHashMap<>();
  private final Map<HeapSpace, SpaceCells> cells = new LinkedHashMap<>();
  private final BitSet reachable = new BitSet();

  private HeapMap() {}

  /** What the legend tells of an owner. */
  private static final class OwnerLine {
    final char letter;
    long reached;
    long waiting;

    OwnerLine(char letter) {
      this.letter = letter;
    }
  }

  /**
   * {@return the map as lines}
   *
   * @param heap the heap; call on its own thread unless it has a retention listener
   */
  public static List<String> lines(GenerationalHeap heap) {
    HeapMap map = new HeapMap();
    heap.owners().forEach(usage -> map.addOwner(usage.owner()));
    heap.visitReachable(map.new Reached());
    List<HeapSpace> spaces = heap.visitSpaces((object, owner, bytes, place) -> {});
    spaces.forEach(space -> map.cells.put(space, new SpaceCells(space)));
    heap.visitSpaces(map::add);
    return map.draw();
  }

  private void addOwner(Owner owner) {
    int number = owners.size();
    owners.put(owner, new OwnerLine(number < LETTERS ? (char) ('A' + number) : OTHERS));
  }

  private final class Reached implements ReachabilityVisitor {
    @Override
    public void root(RootKind kind, int number, int object) {}

    @Override
    public void object(int object, int number, Owner owner, long bytes, int referenceSlots) {
      reachable.set(object);
    }

    @Override
    public void reference(int slot, int target) {}
  }

  private void add(int object, Owner owner, long bytes, HeapSpace.Place place) {
    OwnerLine line = owners.get(owner);
    SpaceCells space = cells.get(place.space());
    if (line == null || space == null) {
      throw new IllegalStateException(owner + " came while the map was drawn");
    }
    boolean reached = reachable.get(object);
    line.reached += reached ? bytes : 0;
    line.waiting += reached ? 0 : bytes;
    space.add(place, bytes, reached ? line.letter : Character.toLowerCase(line.letter));
  }

  private List<String> draw() {
    List<String> lines = new ArrayList<>();
    cells.values().forEach(space -> space.draw(lines));
    for (Map.Entry<Owner, OwnerLine> each : owners.entrySet()) {
      OwnerLine line = each.getValue();
      if (line.reached + line.waiting > 0) {
        String name = each.getKey().name();
        lines.add(
            String.format(
                Locale.ROOT,
                "%c %-24s %,12.1f KB reached %,12.1f KB wait to be collected",
                line.letter,
                name.length() <= 24 ? name : name.substring(0, 21) + "...",
                line.reached / KILOBYTE,
                line.waiting / KILOBYTE));
      }
    }
    return lines;
  }
}
