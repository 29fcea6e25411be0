package dev.plimsoll.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.ReachabilityModel.Obj;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A program made from a seed, run on a heap and on a {@link ReachabilityModel} side by side. After
 * each collection that it asks for, both must agree.
 */
final class RandomProgram {

  private static final int STEPS = 60;

  private final GenerationalHeap heap;
  private final ReachabilityModel model = new ReachabilityModel();
  private final SplittableRandom random;
  private final Map<Owner, Long> allocated = new HashMap<>();
  private final List<Owner> owners = List.of(Owner.named("a"), Owner.named("b"));

  RandomProgram(HeapConfig config, long seed) {
    heap = GenerationalHeap.of(config.withBaseObjects(false).withHandleChecks(true));
    random = new SplittableRandom(seed);
  }

  void run() {
    for (int step = 0; step < STEPS; step++) {
      act();
    }
    collectFully();
  }

  private void act() {
    switch (random.nextInt(12)) {
      case 0, 1, 2, 3 -> allocateTree();
      case 4, 5, 6 -> storeAnywhere();
      case 7 -> garbage();
      case 8 -> removeRoot();
      case 9 -> moveRoot();
      case 10 -> collectYoung();
      default -> collectFully();
    }
  }

  private void allocateTree() {
    try (HeapScope scope = heap.openScope()) {
      int parent = allocate(1 + random.nextInt(6));
      for (int slot = 0; slot < model.objects.get(parent).fields().size(); slot++) {
        if (random.nextBoolean()) {
          store(parent, slot, allocate(random.nextInt(3)));
        }
      }
      model.roots.put(heap.addRoot(scope.escape(parent)), parent);
    }
  }

  private void garbage() {
    long bytes = size(1);
    heap.allocate(owners.get(0), bytes, 1);
    count(owners.get(0), bytes);
  }

  private void count(Owner owner, long bytes) {
    allocated.merge(owner, bytes, Long::sum);
  }

  private void storeAnywhere() {
    List<Integer> alive = alive();
    if (!alive.isEmpty()) {
      int parent = pick(alive);
      int count = model.objects.get(parent).fields().size();
      if (count > 0) {
        store(parent, random.nextInt(count), random.nextInt(4) == 0 ? 0 : pick(alive));
      }
    }
  }

  private void removeRoot() {
    if (!model.roots.isEmpty()) {
      int root = pick(List.copyOf(model.roots.keySet()));
      model.roots.remove(root);
      heap.removeRoot(root);
    }
  }

  private void moveRoot() {
    List<Integer> alive = alive();
    if (!alive.isEmpty()) {
      int root = pick(List.copyOf(model.roots.keySet()));
      int handle = pick(alive);
      model.roots.put(root, handle);
      heap.setRoot(root, handle);
    }
  }

  private void collectYoung() {
    heap.collectYoung();
    model.forgetUnreachable();
    checkFields();
    checkAccounts();
  }

  private void collectFully() {
    // A short-lived neighbour: outside any scope the newest object is kept, and must not be ours.
    heap.allocate(owners.get(1), 8, 0);
    count(owners.get(1), 8);
    heap.collectFully();
    Set<Integer> dead = model.forgetUnreachable();
    checkFields();
    checkAccounts();
    for (int handle : dead) {
      assertThatThrownBy(() -> heap.load(handle, 0)).isInstanceOf(RuntimeException.class);
    }
    assertThat(liveBytes(0)).isEqualTo(model.bytesOf(owners.get(0)));
    assertThat(liveBytes(1)).isEqualTo(model.bytesOf(owners.get(1)) + 8);
  }

  private void checkFields() {
    model.objects.forEach(
        (handle, object) -> {
          for (int slot = 0; slot < object.fields().size(); slot++) {
            assertThat(heap.load(handle, slot)).isEqualTo(object.fields().get(slot));
          }
        });
  }

  private void checkAccounts() {
    heap.verify();
    for (Owner owner : owners) {
      assertThat(usage(owner).allocatedBytes()).isEqualTo(allocated.getOrDefault(owner, 0L));
    }
    for (OwnerUsage usage : heap.owners()) {
      assertThat(usage.liveBytes() + usage.diedYoungBytes() + usage.diedOldBytes())
          .isEqualTo(usage.allocatedBytes());
    }
  }

  private int allocate(int slots) {
    Owner owner = owners.get(random.nextInt(owners.size()));
    long bytes = size(slots);
    int handle =
        random.nextInt(10) == 0
            ? heap.allocateOld(owner, bytes, slots)
            : heap.allocate(owner, bytes, slots);
    count(owner, bytes);
    model.objects.put(
        handle, new Obj(owner, bytes, new ArrayList<>(Collections.nCopies(slots, 0))));
    return handle;
  }

  private void store(int parent, int slot, int value) {
    heap.store(parent, slot, value);
    model.objects.get(parent).fields().set(slot, value);
  }

  /** Mostly small, at times enough to fill a semi-space or to be a large object. */
  private long size(int slots) {
    int most = random.nextInt(20) == 0 ? 200_000 : random.nextInt(4) == 0 ? 20_000 : 200;
    return 8L * (slots + 1) + 8L * random.nextInt(most / 8);
  }

  private long liveBytes(int owner) {
    return usage(owners.get(owner)).liveBytes();
  }

  private OwnerUsage usage(Owner owner) {
    return heap.owners().stream()
        .filter(usage -> usage.owner() == owner)
        .findFirst()
        .orElse(new OwnerUsage(owner, 0, 0, 0, 0, 0, 0));
  }

  private List<Integer> alive() {
    return new ArrayList<>(model.reachable());
  }

  private int pick(List<Integer> from) {
    return from.get(random.nextInt(from.size()));
  }
}
