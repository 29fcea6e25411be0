package dev.plimsoll.simulator;

import dev.plimsoll.simulator.internal.LongIntMap;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that a heap never gives to a second object, where handles are given out again. Given to
 * the objects that a snapshot shows, when the first one does, so that others cost nothing.
 *
 * <p>Where handles are checked, the program is given such numbers in their place: a dead object's
 * is then known to be dead, whoever has its handle now. Heaps that check begin with different
 * numbers, so that another heap's are known to be foreign: exact for the first 16 million objects
 * of each of 128 heaps.
 */
final class ObjectNumbers {

  private static final int HEAP_SHIFT = 24;
  private static final AtomicInteger CHECKED_HEAPS = new AtomicInteger();

  private int[] numbers = {};
  private int last;
  private final @Nullable LongIntMap handles;

  private ObjectNumbers(int first, @Nullable LongIntMap handles) {
    this.last = first;
    this.handles = handles;
  }

  static ObjectNumbers lasting() {
    return new ObjectNumbers(0, null);
  }

  static ObjectNumbers checked() {
    int first = CHECKED_HEAPS.getAndIncrement() << HEAP_SHIFT & Integer.MAX_VALUE;
    return new ObjectNumbers(first, new LongIntMap());
  }

  /** {@return the number of a live object} */
  int of(int handle) {
    if (handle >= numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.max(64, handle + handle / 2));
    }
    int number = numbers[handle];
    return number == 0 ? give(handle) : number;
  }

  private int give(int handle) {
    last = last == Integer.MAX_VALUE ? 1 : last + 1;
    numbers[handle] = last;
    if (handles != null) {
      handles.put(last, handle);
    }
    return last;
  }

  /** The object is dead and its handle will be another's. */
  void freed(int handle) {
    if (handle < numbers.length && numbers[handle] != 0) {
      if (handles != null) {
        handles.remove(numbers[handle]);
      }
      numbers[handle] = 0;
    }
  }

  /** {@return the object that has a number; 0 for none} */
  int handleOf(int number) {
    int handle = handles == null ? LongIntMap.NONE : handles.get(number);
    return handle == LongIntMap.NONE ? 0 : handle;
  }
}
