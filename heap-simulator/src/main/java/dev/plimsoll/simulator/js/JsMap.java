package dev.plimsoll.simulator.js;

import dev.plimsoll.simulator.GenerationalHeap;
import dev.plimsoll.simulator.HeapScope;
import java.util.HashMap;
import java.util.Map;

/**
 * A JavaScript object used as a map, held by a root until it is closed: V8 keeps its properties in
 * a hash table, which is made anew, larger or smaller, as they come and go.
 *
 * <p>An estimate. The table's size and when it is made anew follow V8's {@code NameDictionary}:
 * three words an entry, made anew when less than a third of it is free or when deleted entries fill
 * half of what is free, shrunk when a quarter suffices. The object is a hash table from its first
 * key on, where V8 waits for the first {@code delete} or for some dozen keys. Each new key has a
 * copy in the old generation, as V8 interns a young string that becomes a key.
 */
public final class JsMap implements AutoCloseable {

  private static final int PROPERTIES = 0;
  private static final int ENTRY_WORDS = 3;

  private final JsHeap js;
  private final GenerationalHeap heap;
  private final int root;
  private final int object;
  private final Map<String, Integer> entries = new HashMap<>();
  private int[] freeEntries = {};
  private int freeCount;
  private int capacity;
  private int deleted;

  JsMap(JsHeap js) {
    this.js = js;
    this.heap = js.heap();
    this.object = js.newObject(JsLayout.EMPTY_LITERAL_FIELDS);
    this.root = heap.addRoot(object);
  }

  /**
   * Assigns a key, as {@code map[key] = value} does.
   *
   * @param key the key; its string was made before, by {@link JsStrings}
   * @param value the value
   */
  @SuppressWarnings("try")
  public void put(String key, int value) {
    Integer entry = entries.get(key);
    if (entry != null) {
      heap.store(table(), valueSlot(entry), value);
      return;
    }
    try (HeapScope scope = heap.openScope()) {
      ensureRoom();
      int added = freeEntries[--freeCount];
      heap.store(table(), keySlot(added), js.strings().intern(key));
      heap.store(table(), valueSlot(added), value);
      entries.put(key, added);
    }
  }

  /**
   * {@return the key's value; 0 if it has none}
   *
   * @param key the key
   */
  public int get(String key) {
    Integer entry = entries.get(key);
    return entry == null ? 0 : heap.load(table(), valueSlot(entry));
  }

  /**
   * {@return the interned string of a key, to store it elsewhere; 0 if the map has no such key}
   *
   * @param key the key
   */
  public int keyString(String key) {
    Integer entry = entries.get(key);
    return entry == null ? 0 : heap.load(table(), keySlot(entry));
  }

  /**
   * {@return whether the map has a key}
   *
   * @param key the key
   */
  public boolean has(String key) {
    return entries.containsKey(key);
  }

  /**
   * Removes a key, as {@code delete map[key]} does.
   *
   * @param key the key; nothing happens if the map has no such key
   */
  public void delete(String key) {
    Integer entry = entries.remove(key);
    if (entry == null) {
      return;
    }
    heap.store(table(), keySlot(entry), 0);
    heap.store(table(), valueSlot(entry), 0);
    freeEntries[freeCount++] = entry;
    deleted++;
    shrink();
  }

  /** {@return how many keys it has} */
  public int size() {
    return entries.size();
  }

  /** Ends the variable: the object lives on only where another value refers to it. */
  @Override
  public void close() {
    heap.removeRoot(root);
  }

  private int table() {
    return heap.load(object, PROPERTIES);
  }

  private void ensureRoom() {
    int needed = entries.size() + 1;
    boolean roomLeft = needed < capacity && needed + needed / 2 <= capacity;
    boolean clean = deleted <= (capacity - needed) / 2;
    if (!roomLeft || !clean) {
      rehash(capacityFor(needed));
    }
  }

  private void shrink() {
    if (entries.size() > capacity / 4) {
      return;
    }
    int smaller = capacityFor(entries.size());
    if (smaller >= JsLayout.MIN_SHRUNK_CAPACITY && smaller < capacity) {
      rehash(smaller);
    }
  }

  private int capacityFor(int keys) {
    int room = keys + keys / 2;
    int power = room <= 1 ? 1 : Integer.highestOneBit(room - 1) << 1;
    return Math.max(power, JsLayout.MIN_CAPACITY);
  }

  @SuppressWarnings("try")
  private void rehash(int newCapacity) {
    try (HeapScope scope = heap.openScope()) {
      int old = table();
      int table = newTable(newCapacity, old);
      int next = 0;
      for (Map.Entry<String, Integer> entry : entries.entrySet()) {
        heap.store(table, keySlot(next), heap.load(old, keySlot(entry.getValue())));
        heap.store(table, valueSlot(next), heap.load(old, valueSlot(entry.getValue())));
        entry.setValue(next++);
      }
      heap.store(object, PROPERTIES, table);
      freeEntries = new int[newCapacity];
      freeCount = 0;
      for (int free = newCapacity - 1; free >= next; free--) {
        freeEntries[freeCount++] = free;
      }
    }
    capacity = newCapacity;
    deleted = 0;
  }

  private int newTable(int newCapacity, int old) {
    int bytes = js.layout().elementsBytes(JsLayout.PREFIX_WORDS + ENTRY_WORDS * newCapacity);
    boolean tenured = newCapacity > JsLayout.MAX_YOUNG_CAPACITY && old != 0 && !heap.isYoung(old);
    return tenured
        ? heap.allocateOld(js.owner(), bytes, ENTRY_WORDS * newCapacity)
        : heap.allocate(js.owner(), bytes, ENTRY_WORDS * newCapacity);
  }

  private static int keySlot(int entry) {
    return ENTRY_WORDS * entry;
  }

  private static int valueSlot(int entry) {
    return ENTRY_WORDS * entry + 1;
  }
}
