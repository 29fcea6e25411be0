package dev.plimsoll.simulator;

import java.util.Arrays;

/** A growing list of ints, which serves as a stack too. */
final class IntList {

  private int[] elements = new int[16];
  private int size;

  void add(int element) {
    if (size == elements.length) {
      elements = Arrays.copyOf(elements, size + (size >> 1));
    }
    elements[size++] = element;
  }

  int get(int index) {
    return elements[index];
  }

  void set(int index, int element) {
    elements[index] = element;
  }

  int removeLast() {
    return elements[--size];
  }

  /** Removes one element; those behind it move up. */
  void remove(int index) {
    System.arraycopy(elements, index + 1, elements, index, --size - index);
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Forgets what lies at {@code newSize} and beyond. */
  void truncate(int newSize) {
    size = newSize;
  }

  void clear() {
    size = 0;
  }
}
