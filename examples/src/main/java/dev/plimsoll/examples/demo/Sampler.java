package dev.plimsoll.examples.demo;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Map;

/** Gathers a server's figures. */
final class Sampler {

  private Sampler() {}

  static Sample sample(UserService users, SimulatedHeap heap) {
    Map<Figure, Long> figures = users.figures();
    MemoryUsage real = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    figures.put(Figure.REAL_USED, real.getUsed());
    figures.put(Figure.REAL_MAX, real.getMax());
    figures.putAll(heap.figures());
    return new Sample(figures, heap.owners());
  }
}
