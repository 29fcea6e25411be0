package dev.plimsoll.cache;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a bounded first in, first out map is to one thread. Lincheck compares with it. */
@SuppressWarnings({"exports", "missing-explicit-ctor"}) // public for Lincheck alone
public class FifoSpecification {

  private final Map<Integer, Integer> entries = new LinkedHashMap<>();

  public @Nullable Integer put(int key, int value) {
    makeRoomFor(key);
    return entries.put(key, value);
  }

  private void makeRoomFor(int key) {
    if (!entries.containsKey(key) && entries.size() == LimitableMapLincheckTest.LIMIT) {
      entries.remove(entries.keySet().iterator().next());
    }
  }

  public @Nullable Integer putIfAbsent(int key, int value) {
    Integer present = entries.get(key);
    return present != null ? present : put(key, value);
  }

  public @Nullable Integer computeIfAbsent(int key) {
    Integer present = entries.get(key);
    if (present == null) {
      put(key, LimitableMapLincheckTest.LOADED);
      return LimitableMapLincheckTest.LOADED;
    }
    return present;
  }

  public @Nullable Integer get(int key) {
    return entries.get(key);
  }

  public @Nullable Integer remove(int key) {
    return entries.remove(key);
  }

  public boolean removeExactly(int key, int value) {
    return entries.remove(key, value);
  }

  public boolean replaceExactly(int key, int expected, int value) {
    return entries.replace(key, expected, value);
  }

  public int size() {
    return entries.size();
  }

  public void clear() {
    entries.clear();
  }
}
