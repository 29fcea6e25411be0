package dev.plimsoll.simulator.js;

import dev.plimsoll.simulator.GenerationalHeap;
import dev.plimsoll.simulator.HeapEvent;
import java.util.Arrays;

/**
 * The strings that a program makes from numbers and uses as keys. V8 remembers the strings of
 * recent numbers in a table, the number-string cache, and forgets them at each full collection; a
 * string that becomes a key is copied to the old generation and interned.
 *
 * <p>An estimate: characters take one byte, strings are never shared between maps, and the cache is
 * emptied after a full collection where V8 does it before.
 */
public final class JsStrings {

  private static final int ENTRY_WORDS = 2;
  private static final int NONE = -1;

  private final JsHeap js;
  private final GenerationalHeap heap;
  private long[] cachedNumbers = {};
  private int cache;
  private int cacheRoot;
  private boolean stale;

  JsStrings(JsHeap js) {
    this.js = js;
    this.heap = js.heap();
    heap.subscribe(
        event -> {
          if (event instanceof HeapEvent.MarkSweep || event instanceof HeapEvent.MarkCompact) {
            // Stores are not allowed inside an event; the next use of the cache empties it.
            stale = true;
          }
        });
  }

  /**
   * {@return the string {@code prefix + number}}
   *
   * @param prefix characters known beforehand, a literal
   * @param number a number whose own string is made, or remembered
   */
  public int concatenate(String prefix, long number) {
    ofNumber(number);
    return allocate(prefix.length() + Long.toString(number).length());
  }

  /**
   * {@return the string {@code '' + number}}
   *
   * @param number a number
   */
  public int ofNumber(long number) {
    int entry = (int) (number & (cacheSize() - 1));
    if (cachedNumbers[entry] == number) {
      return heap.load(cache, ENTRY_WORDS * entry + 1);
    }
    if (cachedNumbers[entry] != NONE && cachedNumbers.length < JsLayout.FULL_CACHE) {
      newCache(JsLayout.FULL_CACHE);
      return allocateNumber(number);
    }
    int string = allocateNumber(number);
    heap.store(cache, ENTRY_WORDS * entry + 1, string);
    cachedNumbers[entry] = number;
    return string;
  }

  /**
   * {@return an interned copy of a string, in the old generation}
   *
   * @param string its characters
   */
  int intern(String string) {
    return heap.allocateOld(js.owner(), js.layout().stringBytes(string.length()), 0);
  }

  private int allocateNumber(long number) {
    String digits = Long.toString(number);
    return js.layout().numberStringsOld() ? intern(digits) : allocate(digits.length());
  }

  private int allocate(int characters) {
    return heap.allocate(js.owner(), js.layout().stringBytes(characters), 0);
  }

  private int cacheSize() {
    if (cachedNumbers.length == 0) {
      newCache(JsLayout.SMALL_CACHE);
    } else if (stale) {
      forget();
    }
    return cachedNumbers.length;
  }

  private void newCache(int size) {
    int bytes = js.layout().elementsBytes(ENTRY_WORDS * size);
    cache = heap.allocateOld(js.owner(), bytes, ENTRY_WORDS * size);
    if (cacheRoot == 0) {
      cacheRoot = heap.addRoot(cache);
    } else {
      heap.setRoot(cacheRoot, cache);
    }
    cachedNumbers = new long[size];
    Arrays.fill(cachedNumbers, NONE);
  }

  private void forget() {
    stale = false;
    for (int i = 0; i < cachedNumbers.length; i++) {
      if (cachedNumbers[i] != NONE) {
        heap.store(cache, ENTRY_WORDS * i + 1, 0);
        cachedNumbers[i] = NONE;
      }
    }
  }
}
