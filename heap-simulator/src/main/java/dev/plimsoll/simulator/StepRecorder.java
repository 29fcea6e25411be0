package dev.plimsoll.simulator;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.CollectionStep.Freed;
import dev.plimsoll.simulator.CollectionStep.Move;
import dev.plimsoll.simulator.CollectionStep.Promoted;
import dev.plimsoll.simulator.CollectionStep.Root;
import dev.plimsoll.simulator.CollectionStep.Subject;
import dev.plimsoll.simulator.HeapEvent.Promotion.Cause;
import dev.plimsoll.simulator.HeapSpace.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes down one collection: what lies where before and after it, and the cause of each promotion
 * as the collector gives it. No handle is given out again in between.
 */
final class StepRecorder {

  private final Engine engine;
  // By address, so that what is told of them is in the order of memory.
  private final SortedMap<Integer, Integer> before = new TreeMap<>();
  private final Map<Integer, Subject> subjects = new HashMap<>();
  private final Map<Integer, Place> places = new LinkedHashMap<>();
  private final Map<Integer, Cause> causes = new LinkedHashMap<>();
  private final List<HeapEvent.Collection> collections = new ArrayList<>();

  private StepRecorder(Engine engine) {
    this.engine = engine;
  }

  /**
   * @param full whether both generations are collected
   * @param collect runs the collection
   */
  static CollectionStep record(Engine engine, boolean full, Runnable collect) {
    return new StepRecorder(engine).record(full, collect);
  }

  private CollectionStep record(boolean full, Runnable collect) {
    lookAround();
    List<Root> roots = roots(full);
    Subscription hearing = engine.log.subscribe(this::hear);
    engine.tally.trace(causes);
    try {
      collect.run();
    } finally {
      engine.tally.trace(null);
      hearing.close();
    }
    return result(roots);
  }

  private void lookAround() {
    SpaceMap map = engine.spaceMap();
    for (int handle = 1; handle < engine.objects.handleEnd(); handle++) {
      if (engine.isLive(handle)) {
        before.put(engine.objects.address(handle), handle);
        subjects.put(handle, subject(handle));
        places.put(handle, map.place(engine.objects.address(handle)));
      }
    }
  }

  private Subject subject(int handle) {
    return new Subject(
        engine.told(handle),
        engine.accounts.owner(engine.objects.owner(handle)),
        (long) engine.objects.words(handle) * Addresses.WORD_BYTES);
  }

  private List<Root> roots(boolean full) {
    List<Root> roots = new ArrayList<>();
    new Reachability(engine, new RootsOnly(roots, full)).visitRoots();
    for (int i = 0; !full && i < engine.remembered.size(); i++) {
      addRemembered(engine.remembered.parentAt(i), engine.remembered.positionAt(i), roots);
    }
    return roots;
  }

  private void addRemembered(int parent, int position, List<Root> roots) {
    int slot = position - engine.objects.slots(parent) - 1;
    int target = engine.load(parent, slot);
    if (engine.isYoung(target)) {
      roots.add(new Root("old " + subject(parent) + '[' + slot + ']', subject(target)));
    }
  }

  /** Takes down roots that lead into the collected part. */
  private final class RootsOnly implements ReachabilityVisitor {
    private final List<Root> roots;
    private final boolean full;

    RootsOnly(List<Root> roots, boolean full) {
      this.roots = roots;
      this.full = full;
    }

    @Override
    public void root(RootKind kind, int number, int object) {
      int handle = engine.meant(object);
      if (full || engine.isYoung(handle)) {
        roots.add(new Root(words(kind) + ' ' + number, subject(handle)));
      }
    }

    private static String words(RootKind kind) {
      return switch (kind) {
        case RUNTIME -> "runtime root";
        case PROGRAM -> "root";
        case SCOPE -> "scope";
      };
    }

    @Override
    public void object(int object, int number, Owner owner, long bytes, int slots) {}

    @Override
    public void reference(int slot, int target) {}
  }

  private void hear(HeapEvent event) {
    if (event instanceof HeapEvent.Collection collection) {
      collections.add(collection);
    }
  }

  private CollectionStep result(List<Root> roots) {
    SpaceMap map = engine.spaceMap();
    SortedMap<Integer, Move> copied = new TreeMap<>();
    Map<Integer, Promoted> promoted = new LinkedHashMap<>();
    List<Freed> freed = new ArrayList<>();
    for (int handle : before.values()) {
      Subject object = there(subjects.get(handle), handle);
      Place from = there(places.get(handle), handle);
      Place to = map.place(engine.objects.address(handle));
      Cause cause = causes.get(handle);
      if (!engine.isLive(handle)) {
        freed.add(new Freed(object, from));
      } else if (cause != null) {
        promoted.put(handle, new Promoted(object, from, to, cause));
      } else if (from.space().young() || !to.toString().equals(from.toString())) {
        copied.put(engine.objects.address(handle), new Move(object, from, to));
      }
    }
    List<Promoted> inOrder = causes.keySet().stream().map(promoted::get).toList();
    return new CollectionStep(
        collections.get(collections.size() - 1),
        roots,
        List.copyOf(copied.values()),
        inOrder,
        freed);
  }

  private static <T> T there(@Nullable T found, int handle) {
    if (found == null) {
      throw new IllegalStateException("object " + handle + " was not there before");
    }
    return found;
  }
}
