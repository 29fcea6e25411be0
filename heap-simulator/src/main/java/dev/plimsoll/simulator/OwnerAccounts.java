package dev.plimsoll.simulator;

import dev.plimsoll.retention.Owner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What each owner allocated and what became of it, in words. At every moment, for each owner:
 * allocated = young + old + died young + died old.
 *
 * <p>What died is never counted object by object: a scavenge counts what it keeps, marking what it
 * reaches, and the rest is dead.
 */
final class OwnerAccounts {

  // Owners are equal by identity.
  private final Map<Owner, Integer> indexes = new HashMap<>();
  private final List<Owner> owners = new ArrayList<>();
  private @Nullable Owner last;
  private int lastIndex;

  /** Allocated in the young generation since the last collection, not yet in {@code young}. */
  long[] fresh = new long[8];

  // The owner's own account, of which this is a part.
  private int[] whole = new int[8];

  private long[] allocated = new long[8];
  private long[] young = new long[8];
  private long[] old = new long[8];
  private long[] promoted = new long[8];
  private long[] diedYoung = new long[8];
  private long[] diedOld = new long[8];
  private long[] external = new long[8];
  // What the running collection has found alive so far.
  private long[] kept = new long[8];
  private long[] moved = new long[8];

  int indexOf(Owner owner) {
    return owner == last ? lastIndex : look(owner);
  }

  int count() {
    return owners.size();
  }

  Owner owner(int index) {
    return owners.get(index);
  }

  /** An object was allocated in the old generation. */
  void allocatedOld(int owner, long words) {
    allocated[owner] += words;
    old[owner] += words;
  }

  /** A scavenge copied an object. */
  void kept(int owner, int words) {
    kept[owner] += words;
  }

  /** A collection promoted an object. */
  void promoted(int owner, int words) {
    moved[owner] += words;
  }

  /** A collection of the young generation has ended: what it neither kept nor promoted is dead. */
  void youngCollected() {
    settle();
    for (int i = 0; i < owners.size(); i++) {
      diedYoung[i] += young[i] - kept[i] - moved[i];
      young[i] = kept[i];
      old[i] += moved[i];
      promoted[i] += moved[i];
      kept[i] = 0;
      moved[i] = 0;
    }
  }

  /** Marking reached an object of the old generation. */
  void marked(int owner, int words) {
    kept[owner] += words;
  }

  /** Marking has ended: what lies in the old generation unmarked is dead. */
  void oldMarked() {
    for (int i = 0; i < owners.size(); i++) {
      diedOld[i] += old[i] - kept[i];
      old[i] = kept[i];
      kept[i] = 0;
    }
  }

  void externalChanged(int owner, long bytes) {
    external[owner] += bytes;
  }

  long externalOf(int owner) {
    return external[owner];
  }

  long liveWords(int owner) {
    settle();
    return young[owner] + old[owner];
  }

  long allocatedWords() {
    settle();
    return Arrays.stream(allocated).sum();
  }

  /** Adds an account that is a part of the owner's. */
  int addPart(Owner owner) {
    int own = indexOf(owner);
    int part = add(owner);
    whole[part] = own;
    return part;
  }

  /** {@return the owner's own account, of which this is a part or which it is} */
  int whole(int index) {
    return whole[index];
  }

  List<OwnerUsage> report() {
    settle();
    Map<Integer, OwnerUsage> report = new LinkedHashMap<>();
    List<OwnerUsage> parts = parts();
    for (int i = 0; i < parts.size(); i++) {
      report.merge(whole[i], parts.get(i), OwnerUsage::plus);
    }
    return List.copyOf(report.values());
  }

  private List<OwnerUsage> parts() {
    List<OwnerUsage> report = new ArrayList<>(owners.size());
    for (int i = 0; i < owners.size(); i++) {
      report.add(
          new OwnerUsage(
              owners.get(i),
              allocated[i] * Addresses.WORD_BYTES,
              (young[i] + old[i]) * Addresses.WORD_BYTES,
              promoted[i] * Addresses.WORD_BYTES,
              diedYoung[i] * Addresses.WORD_BYTES,
              diedOld[i] * Addresses.WORD_BYTES,
              external[i]));
    }
    return report;
  }

  private void settle() {
    for (int i = 0; i < owners.size(); i++) {
      allocated[i] += fresh[i];
      young[i] += fresh[i];
      fresh[i] = 0;
    }
  }

  private int look(Owner owner) {
    Integer known = indexes.get(owner);
    if (known == null) {
      known = add(owner);
      indexes.put(owner, known);
    }
    last = owner;
    lastIndex = known;
    return known;
  }

  private int add(Owner owner) {
    int index = owners.size();
    if (index == ObjectTable.MAX_OWNERS) {
      throw new IllegalStateException(
          "a heap knows at most " + ObjectTable.MAX_OWNERS + " owners; share one owner");
    }
    if (index == fresh.length) {
      grow(index * 2);
    }
    owners.add(owner);
    whole[index] = index;
    return index;
  }

  private void grow(int capacity) {
    fresh = Arrays.copyOf(fresh, capacity);
    whole = Arrays.copyOf(whole, capacity);
    allocated = Arrays.copyOf(allocated, capacity);
    young = Arrays.copyOf(young, capacity);
    old = Arrays.copyOf(old, capacity);
    promoted = Arrays.copyOf(promoted, capacity);
    diedYoung = Arrays.copyOf(diedYoung, capacity);
    diedOld = Arrays.copyOf(diedOld, capacity);
    external = Arrays.copyOf(external, capacity);
    kept = Arrays.copyOf(kept, capacity);
    moved = Arrays.copyOf(moved, capacity);
  }
}
