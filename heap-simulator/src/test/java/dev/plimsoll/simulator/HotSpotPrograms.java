package dev.plimsoll.simulator;

import dev.plimsoll.retention.Owner;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** {@code HotSpotWorkloads.java}, line by line: an {@code Object[n]} has 16 + 4n bytes. */
final class HotSpotPrograms {

  private static final Map<String, Consumer<HotSpotPrograms>> BY_NAME = new LinkedHashMap<>();

  static {
    BY_NAME.put("window", java -> java.window(20_000));
    BY_NAME.put("window2", java -> java.window(120_000));
    BY_NAME.put("queue", HotSpotPrograms::queue);
    BY_NAME.put("leak", HotSpotPrograms::leak);
    BY_NAME.put("burst", HotSpotPrograms::burst);
    BY_NAME.put("ls1", HotSpotPrograms::ls1);
  }

  private final GenerationalHeap heap;
  private final Owner owner = Owner.named("program");
  private final int keep;
  private final int sink;

  private HotSpotPrograms(GenerationalHeap heap) {
    this.heap = heap;
    keep = heap.addRoot(0);
    sink = heap.addRoot(0);
  }

  static Iterable<String> names() {
    return BY_NAME.keySet();
  }

  static void run(String name, GenerationalHeap heap) {
    BY_NAME.get(name).accept(new HotSpotPrograms(heap));
  }

  private int newArray(int length) {
    return heap.allocate(owner, 16 + 4L * length, length);
  }

  private void window(int entries) {
    int ring = newArray(entries);
    heap.setRoot(keep, ring);
    for (int i = 0; i < 6_000_000; i++) {
      heap.setRoot(sink, newArray(10));
      heap.store(ring, i % entries, newArray(24));
    }
  }

  private void queue() {
    int head = newArray(2);
    int headRoot = heap.addRoot(head);
    int tail = head;
    int tailRoot = heap.addRoot(tail);
    int nodeRoot = heap.addRoot(0);
    int length = 0;
    for (int t = 0; t < 30_000; t++) {
      for (int p = 0; p < 100; p++) {
        int node = newArray(2);
        heap.setRoot(nodeRoot, node);
        heap.store(node, 1, newArray(32));
        heap.store(tail, 0, node);
        tail = node;
        heap.setRoot(tailRoot, tail);
        length++;
        heap.setRoot(keep, head);
      }
      for (int c = 0; c < 95 && length > 0; c++) {
        head = heap.load(head, 0);
        heap.setRoot(headRoot, head);
        heap.store(head, 1, 0);
        length--;
        heap.setRoot(keep, head);
      }
    }
  }

  private void leak() {
    JavaList list = new JavaList();
    int request = heap.addRoot(0);
    for (int r = 0; r < 400_000; r++) {
      int q = newArray(40);
      heap.setRoot(request, q);
      for (int j = 0; j < 40; j++) {
        heap.store(q, j, newArray(4 + (j * 7 + r) % 40));
      }
      if (r % 100 == 0) {
        list.add(q);
      }
    }
  }

  private void burst() {
    for (int b = 0; b < 60; b++) {
      int table = newArray(150_000);
      heap.setRoot(keep, table);
      for (int i = 0; i < 150_000; i++) {
        heap.store(table, i, newArray(30));
      }
    }
  }

  private void ls1() {
    JavaList list = new JavaList();
    for (int i = 0; i < 400_000; i++) {
      list.add(newArray(100));
    }
  }

  /** {@code java.util.ArrayList}: grows by half, from 10. */
  private final class JavaList {
    private final int list = heap.allocate(owner, 24, 1);
    private final int valueRoot = heap.addRoot(0);
    private int capacity;
    private int size;

    JavaList() {
      heap.addRoot(list);
    }

    void add(int value) {
      heap.setRoot(valueRoot, value);
      if (size == capacity) {
        grow();
      }
      heap.store(heap.load(list, 0), size++, value);
    }

    private void grow() {
      capacity = Math.max(10, capacity + capacity / 2);
      int grown = newArray(capacity);
      int old = heap.load(list, 0);
      for (int i = 0; i < size; i++) {
        heap.store(grown, i, heap.load(old, i));
      }
      heap.store(list, 0, grown);
    }
  }
}
