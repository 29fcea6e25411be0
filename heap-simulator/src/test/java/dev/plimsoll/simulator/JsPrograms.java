package dev.plimsoll.simulator;

import dev.plimsoll.simulator.js.JsHeap;
import dev.plimsoll.simulator.js.JsList;
import dev.plimsoll.simulator.js.JsMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The programs of {@code heap-truth/programs}, line by line. A variable is a root. What a turn of a
 * loop looped is its bytecode in {@code node --print-bytecode}: how far {@code JumpLoop} jumps,
 * with itself.
 */
final class JsPrograms {

  private static final Map<String, Consumer<JsHeap>> BY_NAME = new LinkedHashMap<>();

  static {
    BY_NAME.put("ls1", JsPrograms::ls1);
    BY_NAME.put("w_window", JsPrograms::window);
    BY_NAME.put("w_batch", JsPrograms::batch);
    BY_NAME.put("w_burst", JsPrograms::burst);
    BY_NAME.put("w_queue", JsPrograms::queue);
    BY_NAME.put("slowqueue", JsPrograms::slowQueue);
    BY_NAME.put("modcache", JsPrograms::moduleCache);
    BY_NAME.put("w_leak", JsPrograms::leak);
    BY_NAME.put("w_frag", JsPrograms::fragmentation);
    BY_NAME.put("w_frag2", JsPrograms::fragmentationOfTheSameGaps);
    BY_NAME.put("w_lo", JsPrograms::largeObjects);
    BY_NAME.put("w_buf", JsPrograms::buffers);
    BY_NAME.put("ls4", JsPrograms::ls4);
    for (int limit : new int[] {10, 1_000, 10_000, 50_000}) {
      BY_NAME.put("limitablemap-" + limit, js -> limitableMap(js, limit));
    }
  }

  private JsPrograms() {}

  static Map<String, Consumer<JsHeap>> byName() {
    return BY_NAME;
  }

  private static void ls1(JsHeap js) {
    JsList list = js.newList();
    for (int i = 0; i < 1_000_000; i++) {
      list.push(js.newArray(100));
      js.heap().looped(45);
    }
  }

  /** The same where the heap may tenure the site. */
  static void ls1AtASite(JsHeap js) {
    JsList list = js.newList();
    AllocationSite site = js.newSite();
    for (int i = 0; i < 1_000_000; i++) {
      list.push(js.newArray(site, 100));
      js.heap().looped(45);
    }
  }

  private static void window(JsHeap js) {
    int entries = 20_000;
    int ring = js.newArray(entries);
    js.root(ring);
    int sink = js.newArray(1);
    js.root(sink);
    for (int i = 0; i < 600_000; i++) {
      js.setElement(sink, 0, js.newArray(10));
      js.setElement(ring, i % entries, js.newArray(24));
      js.heap().looped(60);
    }
  }

  private static void batch(JsHeap js) {
    int batches = 40;
    int queue = js.newArray(batches);
    js.root(queue);
    int batch = js.root(0);
    for (int b = 0; b < 2_400; b++) {
      int items = js.newObjectArray(500);
      js.heap().setRoot(batch, items);
      for (int i = 0; i < 500; i++) {
        js.setElement(items, i, js.newArray(20));
        js.heap().looped(36);
      }
      js.setElement(queue, b % batches, items);
      js.heap().looped(83);
    }
  }

  private static void burst(JsHeap js) {
    int sessions = 120_000;
    int table = js.root(0);
    for (int b = 0; b < 12; b++) {
      int tab = js.newObjectArray(sessions);
      js.heap().setRoot(table, tab);
      for (int i = 0; i < sessions; i++) {
        js.setElement(tab, i, js.newArray(30));
        js.heap().looped(34);
      }
      js.heap().looped(64);
    }
  }

  private static void queue(JsHeap js) {
    GenerationalHeap heap = js.heap();
    int head = js.newArray(2);
    int headRoot = js.root(head);
    int tail = head;
    int tailRoot = js.root(tail);
    int node = js.root(0);
    int length = 0;
    for (int t = 0; t < 5_000; t++) {
      for (int p = 0; p < 100; p++) {
        int n = js.newObjectArray(2);
        heap.setRoot(node, n);
        js.setElement(n, 1, js.newArray(32));
        js.setElement(tail, 0, n);
        tail = n;
        heap.setRoot(tailRoot, tail);
        length++;
        heap.looped(68);
      }
      for (int c = 0; c < 60 && length > 0; c++) {
        head = js.getElement(head, 0);
        heap.setRoot(headRoot, head);
        js.setElement(head, 1, 0);
        length--;
        heap.looped(40);
      }
      heap.looped(128);
    }
  }

  private static void slowQueue(JsHeap js) {
    JsList queue = js.newList();
    int sink = js.root(0);
    int head = 0;
    for (int t = 0; t < 5_000; t++) {
      for (int i = 0; i < 100; i++) {
        queue.push(objectWithBody(js, 32));
        js.heap().looped(55);
      }
      for (int j = 0; j < 60; j++) {
        js.heap().setRoot(sink, queue.get(head));
        queue.set(head++, 0);
        js.heap().looped(35);
      }
      js.heap().looped(112);
    }
  }

  /** {@code {id: i, body: new Array(length)}}: the object first, then its body. */
  private static int objectWithBody(JsHeap js, int length) {
    try (HeapScope scope = js.heap().openScope()) {
      int object = js.newObject(2);
      js.setField(object, 1, js.newArray(length));
      return scope.escape(object);
    }
  }

  private static void moduleCache(JsHeap js) {
    JsList kept = js.newList();
    for (int i = 0; i < 500_000; i++) {
      js.heap().called();
      kept.push(js.newObject(3));
    }
  }

  private static void leak(JsHeap js) {
    JsList leak = js.newList();
    int request = js.root(0);
    for (int r = 0; r < 60_000; r++) {
      int req = js.newObjectArray(40);
      js.heap().setRoot(request, req);
      for (int j = 0; j < 40; j++) {
        js.setElement(req, j, js.newArray(4 + (j * 7 + r) % 40));
        js.heap().looped(52);
      }
      if (r % 100 == 0) {
        leak.push(req);
      }
      js.heap().looped(107);
    }
  }

  private static void fragmentation(JsHeap js) {
    fragment(js, 1);
  }

  private static void fragmentationOfTheSameGaps(JsHeap js) {
    fragment(js, 0);
  }

  private static void fragment(JsHeap js, int shift) {
    int entries = 400_000;
    int table = js.newArray(entries);
    js.root(table);
    for (int i = 0; i < entries; i++) {
      js.setElement(table, i, js.newArray(8 + i % 3 * 8));
      js.heap().looped(46);
    }
    for (int round = 0; round < 6; round++) {
      for (int i = 0; i < entries; i++) {
        allocateBeyondSmallIntegers(js, i * 7919L, 2 + shift);
        if ((i * 7919L + (long) shift * round) % 4 != 0) {
          js.setElement(table, i, 0);
        }
        js.heap().looped(39 + 6 * shift);
      }
      for (int i = 0; i < entries; i++) {
        if (js.getElement(table, i) == 0 && (i + round) % 2 == 0) {
          js.setElement(table, i, js.newArray(12 + (i + round) % 5 * 6));
        }
        js.heap().looped(71);
      }
      js.heap().looped(130 + 6 * shift);
    }
  }

  /** What an interpreter allocates for a product, a sum and a remainder of large numbers. */
  private static void allocateBeyondSmallIntegers(JsHeap js, long product, int results) {
    for (int i = 0; i < results && product > Integer.MAX_VALUE; i++) {
      js.newNumber();
    }
  }

  private static void largeObjects(JsHeap js) {
    int ring = js.newArray(40);
    js.root(ring);
    for (int i = 0; i < 2_000; i++) {
      js.setElement(ring, i % 40, js.newArray(30_000));
      js.heap().looped(44);
    }
  }

  private static void buffers(JsHeap js) {
    int queue = js.newArray(2_000);
    js.root(queue);
    for (int i = 0; i < 20_000; i++) {
      js.setElement(queue, i % 2_000, js.newArrayBuffer(65_536));
      js.heap().looped(49);
    }
  }

  private static void ls4(JsHeap js) {
    JsMap cache = js.newMap();
    for (int i = 0; i < 300_000; i++) {
      js.strings().concatenate("key", i);
      js.heap().called();
      cache.put("key" + i, objectWithBody(js, 16));
    }
  }

  private static void limitableMap(JsHeap js, int limit) {
    JsMap map = js.newMap();
    JsList keys = js.newList();
    for (int i = 0; i < 300_000; i++) {
      try (HeapScope scope = js.heap().openScope()) {
        js.strings().concatenate("key", i);
        int value = scope.escape(objectWithBody(js, 16));
        js.heap().called();
        if (keys.length() == limit) {
          keys.shift();
          map.delete("key" + (i - limit));
        }
        map.put("key" + i, value);
        keys.push(map.keyString("key" + i));
      }
    }
  }
}
