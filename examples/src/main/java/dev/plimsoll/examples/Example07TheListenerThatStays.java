package dev.plimsoll.examples;

import dev.plimsoll.examples.print.Amount;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.GenerationalHeap;
import dev.plimsoll.simulator.HeapConfig;
import dev.plimsoll.simulator.HeapScope;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A scope that is never released: each request adds a listener that captures it, and none takes it
 * off again. A path from a root says who holds the request.
 */
public final class Example07TheListenerThatStays {

  private static final int REQUESTS = 1_000;
  private static final int BODY_BYTES = 10_240;

  private final GenerationalHeap heap = GenerationalHeap.of(HeapConfig.v8_11_3());
  private final HeapGraph graph = new HeapGraph(heap);
  private final Owner requests = Owner.named("requests");
  private final boolean takesListenersOff;
  private final int listeners;
  private int oneOfThem;

  Example07TheListenerThatStays(boolean takesListenersOff) {
    this.takesListenersOff = takesListenersOff;
    Owner emitters = Owner.named("emitter");
    try (HeapScope scope = graph.openScope()) {
      int emitter = scope.escape(graph.object(emitters, 0, List.of(".listeners")));
      listeners = graph.object(emitters, 0, indices());
      graph.set(emitter, ".listeners", listeners);
      graph.global("emitter", emitter);
    }
  }

  /**
   * Prints what lives when all requests are answered, and why.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    System.out.printf(
        "%s requests of 10 KB, each with emitter.on('change', () => respond(request)):%n",
        Amount.count(REQUESTS));
    Example07TheListenerThatStays leaky = new Example07TheListenerThatStays(false);
    leaky.answerAll();
    System.out.printf(
        "  all answered, and %s MB of requests live. Who holds the body of request 500?%n",
        Amount.megabytes(leaky.liveBytes()));
    System.out.println("    " + String.join(" -> ", leaky.path()));
    Example07TheListenerThatStays clean = new Example07TheListenerThatStays(true);
    clean.answerAll();
    System.out.printf(
        "With emitter.off at the end of each request, %s MB live.%n",
        Amount.megabytes(clean.liveBytes()));
  }

  void answerAll() {
    for (int i = 0; i < REQUESTS; i++) {
      int body = answer(i);
      if (i == REQUESTS / 2) {
        oneOfThem = body;
      }
    }
    heap.collectFully();
  }

  long liveBytes() {
    return heap.owners().stream()
        .filter(usage -> usage.owner() == requests)
        .mapToLong(usage -> usage.liveBytes())
        .sum();
  }

  /** {@return the way from a global to the body of one request in the middle} */
  List<String> path() {
    return graph.pathTo(oneOfThem);
  }

  @SuppressWarnings("try") // The scope keeps what is not stored yet; nothing is asked of it.
  private int answer(int number) {
    String slot = "[" + number + "]";
    try (HeapScope scope = graph.openScope()) {
      int body = graph.object(requests, BODY_BYTES, List.of());
      int request = graph.object(requests, 0, List.of(".body"));
      graph.set(request, ".body", body);
      int listener = graph.object(requests, 0, List.of("captured request"));
      graph.set(listener, "captured request", request);
      graph.set(listeners, slot, listener);
      if (takesListenersOff) {
        graph.set(listeners, slot, 0);
      }
      return body;
    }
  }

  private static List<String> indices() {
    return IntStream.range(0, REQUESTS).mapToObj(i -> "[" + i + "]").toList();
  }
}
