package dev.plimsoll.watch.dump;

import java.util.Arrays;

/** A stack of ints. */
final class IntStack {

  private int[] items = new int[1 << 10];
  private int size;

  void push(int item) {
    if (size == items.length) {
      items = Arrays.copyOf(items, size + (size >> 1));
    }
    items[size++] = item;
  }

  int pop() {
    return items[--size];
  }

  boolean isEmpty() {
    return size == 0;
  }
}
