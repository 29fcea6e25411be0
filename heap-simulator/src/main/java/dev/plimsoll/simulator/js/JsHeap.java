package dev.plimsoll.simulator.js;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.AllocationSite;
import dev.plimsoll.simulator.GenerationalHeap;
import dev.plimsoll.simulator.HeapScope;

/**
 * Allocates JavaScript objects on a simulated heap, for one owner. A value is the handle of its
 * object, and 0 stands for what needs none: undefined, null, a hole or a small integer.
 *
 * <p>A new value lives while a scope of its heap is open, or until the next allocation; then only
 * if it was stored or {@link #root rooted}. Belongs to its heap's thread.
 */
public final class JsHeap {

  private static final int ELEMENTS = 0;

  private final GenerationalHeap heap;
  private final JsLayout layout;
  private final Owner owner;
  private final JsStrings strings;

  private JsHeap(GenerationalHeap heap, JsLayout layout, Owner owner) {
    this.heap = heap;
    this.layout = layout;
    this.owner = owner;
    this.strings = new JsStrings(this);
  }

  /**
   * {@return a view that allocates for one owner}
   *
   * @param heap where
   * @param layout how large objects are there; of the same version as the heap's preset
   * @param owner for whom
   */
  public static JsHeap of(GenerationalHeap heap, JsLayout layout, Owner owner) {
    return new JsHeap(heap, layout, owner);
  }

  /** {@return the heap behind it} */
  public GenerationalHeap heap() {
    return heap;
  }

  /** {@return a place in this owner's program that allocates} */
  public AllocationSite newSite() {
    return heap.newAllocationSite(owner);
  }

  /** {@return the strings that this owner's program makes} */
  public JsStrings strings() {
    return strings;
  }

  /**
   * {@return {@code new Array(length)}, with a memento behind it where the version observes sites}
   *
   * @param length how many elements; at least 0
   */
  public int newArray(int length) {
    return newArray(length, layout.arrayMementoBytes());
  }

  /**
   * {@return {@code new Array(length)} at a site that the heap may tenure: then the array and its
   * elements lie in the old generation, with no memento}
   *
   * @param site where in the program; made by this heap
   * @param length how many elements; at least 0
   */
  public int newArray(AllocationSite site, int length) {
    requireNotNegative("length", length);
    boolean tenured = site.isTenured();
    try (HeapScope scope = heap.openScope()) {
      if (!tenured) {
        reserve(JsLayout.ARRAY_BYTES + layout.arrayMementoBytes(), length);
      }
      int array = heap.allocate(site, JsLayout.ARRAY_BYTES, 1);
      allocateMemento(tenured ? 0 : layout.arrayMementoBytes());
      if (length > 0) {
        int bytes = layout.elementsBytes(length);
        heap.store(
            array,
            ELEMENTS,
            tenured ? heap.allocateOld(owner, bytes, length) : newElements(length));
      }
      return scope.escape(array);
    }
  }

  /**
   * {@return {@code new Array(length)} at a site whose arrays have held objects: V8 observes such a
   * site no longer, so nothing lies behind the array}
   *
   * @param length how many elements; at least 0
   */
  public int newObjectArray(int length) {
    return newArray(length, 0);
  }

  /**
   * {@return an object literal}
   *
   * @param fields how many properties it names; at least 0
   */
  public int newObject(int fields) {
    requireNotNegative("fields", fields);
    try (HeapScope scope = heap.openScope()) {
      int object = heap.allocate(owner, layout.objectBytes(fields), fields);
      allocateMemento(layout.literalMementoBytes());
      return scope.escape(object);
    }
  }

  /**
   * {@return {@code new ArrayBuffer(bytes)}, whose bytes lie outside the heap until it is
   * collected}
   *
   * @param bytes how many; at least 0
   */
  public int newArrayBuffer(long bytes) {
    return heap.allocateBuffer(owner, layout.arrayBufferBytes(), bytes);
  }

  /** {@return a number that is no small integer: one with a fraction, or beyond 32 bits} */
  public int newNumber() {
    return heap.allocate(owner, JsLayout.NUMBER_BYTES, 0);
  }

  /** {@return {@code []}, held by a root until it is closed} */
  public JsList newList() {
    return new JsList(this);
  }

  /** {@return {@code {}} used as a map, held by a root until it is closed} */
  public JsMap newMap() {
    return new JsMap(this);
  }

  /**
   * {@return an array's element}
   *
   * @param array an array
   * @param index which element
   */
  public int getElement(int array, int index) {
    return heap.load(heap.load(array, ELEMENTS), index);
  }

  /**
   * Assigns an array's element.
   *
   * @param array an array
   * @param index which element
   * @param value what it shall be
   */
  public void setElement(int array, int index, int value) {
    heap.store(heap.load(array, ELEMENTS), index, value);
  }

  /**
   * {@return an object's field}
   *
   * @param object an object literal
   * @param field which field, in the literal's order
   */
  public int getField(int object, int field) {
    return heap.load(object, field);
  }

  /**
   * Assigns an object's field.
   *
   * @param object an object literal
   * @param field which field, in the literal's order
   * @param value what it shall be
   */
  public void setField(int object, int field, int value) {
    heap.store(object, field, value);
  }

  /**
   * Keeps a value alive: what a global or a local variable does.
   *
   * @param value the variable's value
   * @return the root's number, for {@link GenerationalHeap#setRoot}
   */
  public int root(int value) {
    return heap.addRoot(value);
  }

  Owner owner() {
    return owner;
  }

  JsLayout layout() {
    return layout;
  }

  /** An array object alone, without elements. */
  int newEmptyArray() {
    try (HeapScope scope = heap.openScope()) {
      int array = heap.allocate(owner, JsLayout.ARRAY_BYTES, 1);
      allocateMemento(layout.arrayMementoBytes());
      return scope.escape(array);
    }
  }

  int newElements(int length) {
    return heap.allocate(owner, layout.elementsBytes(length), length);
  }

  private int newArray(int length, int mementoBytes) {
    requireNotNegative("length", length);
    try (HeapScope scope = heap.openScope()) {
      reserve(JsLayout.ARRAY_BYTES + mementoBytes, length);
      int array = heap.allocate(owner, JsLayout.ARRAY_BYTES, 1);
      allocateMemento(mementoBytes);
      if (length > 0) {
        heap.store(array, ELEMENTS, newElements(length));
      }
      return scope.escape(array);
    }
  }

  // V8 allocates a small array and its elements at once.
  private void reserve(int bytes, int length) {
    int elements = layout.elementsBytes(length);
    if (length > 0 && elements <= layout.largeObjectBytes()) {
      heap.reserve(bytes + elements);
    }
  }

  private void allocateMemento(int bytes) {
    if (bytes > 0) {
      heap.allocate(owner, bytes, 0);
    }
  }

  private static void requireNotNegative(String name, int value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " must not be negative: " + value);
    }
  }
}
