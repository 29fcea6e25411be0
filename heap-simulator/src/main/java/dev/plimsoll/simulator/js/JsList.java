package dev.plimsoll.simulator.js;

import dev.plimsoll.simulator.GenerationalHeap;
import dev.plimsoll.simulator.HeapScope;

/**
 * A JavaScript array used as a list, held by a root until it is closed: a variable of the program.
 * Its elements grow as V8's do, by half and 16, and leave what they were as garbage.
 */
public final class JsList implements AutoCloseable {

  private static final int ELEMENTS = 0;

  private final JsHeap js;
  private final GenerationalHeap heap;
  private final int root;
  private final int array;
  // How many elements the array has, and where the list begins among them: a shift moves the
  // beginning, where V8 moves the elements.
  private int size;
  private int start;
  private int length;
  // Elements that shift cut off and that later pushes cannot use.
  private int cut;

  JsList(JsHeap js) {
    this.js = js;
    this.heap = js.heap();
    this.array = js.newEmptyArray();
    this.root = heap.addRoot(array);
  }

  /**
   * Appends a value, as {@code list.push(value)} does.
   *
   * @param value what to append
   */
  public void push(int value) {
    if (length == size - cut) {
      grow();
    }
    heap.store(elements(), place(length++), value);
  }

  /**
   * Removes the first element, as {@code list.shift()} does. A long list of regular size is cut at
   * its start, so that later pushes soon need new elements; a short or a large one is moved down.
   *
   * @return the value removed
   */
  public int shift() {
    int value = get(0);
    int elements = elements();
    heap.store(elements, place(0), 0);
    if (isLarge()) {
      heap.moved(elements);
    } else if (length > JsLayout.COPIED_ON_SHIFT) {
      cut++;
    }
    start = (start + 1) % size;
    length--;
    return value;
  }

  /**
   * {@return the element at an index}
   *
   * @param index which element; at least 0, less than {@link #length}
   */
  public int get(int index) {
    checkIndex(index);
    return heap.load(elements(), place(index));
  }

  /**
   * Assigns an element.
   *
   * @param index which element; at least 0, less than {@link #length}
   * @param value what it shall be
   */
  public void set(int index, int value) {
    checkIndex(index);
    heap.store(elements(), place(index), value);
  }

  /** {@return how many elements it has} */
  public int length() {
    return length;
  }

  /** {@return the array itself, to store it elsewhere} */
  public int handle() {
    return array;
  }

  /** Ends the variable: the array lives on only where another value refers to it. */
  @Override
  public void close() {
    heap.removeRoot(root);
  }

  private int elements() {
    return heap.load(array, ELEMENTS);
  }

  private boolean isLarge() {
    return js.layout().elementsBytes(size - cut) > js.layout().largeObjectBytes();
  }

  @SuppressWarnings("try")
  private void grow() {
    int needed = length + 1;
    int newCapacity = needed + needed / 2 + JsLayout.ADDED_ELEMENTS;
    try (HeapScope scope = heap.openScope()) {
      int grown = js.newElements(newCapacity);
      int old = elements();
      for (int i = 0; i < length; i++) {
        heap.store(grown, i, heap.load(old, place(i)));
      }
      heap.store(array, ELEMENTS, grown);
    }
    size = newCapacity;
    start = 0;
    cut = 0;
  }

  private int place(int index) {
    return (start + index) % size;
  }

  private void checkIndex(int index) {
    if (index < 0 || index >= length) {
      throw new IndexOutOfBoundsException("index " + index + " of a list of length " + length);
    }
  }
}
