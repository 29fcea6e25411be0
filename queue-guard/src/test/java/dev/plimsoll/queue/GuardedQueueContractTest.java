package dev.plimsoll.queue;

import com.google.common.collect.testing.QueueTestSuiteBuilder;
import com.google.common.collect.testing.TestStringQueueGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Guava's whole suite for queues, on a bare queue and on one with every guard. */
class GuardedQueueContractTest {

  @TestFactory
  Stream<DynamicNode> keeps_the_contract_of_queue() {
    return Stream.of(
        suite("bare", () -> GuardedQueue.<String>named("bare").build()),
        suite("guarded", GuardedQueueContractTest::guarded));
  }

  private static GuardedQueue<String> guarded() {
    FakeTime time = new FakeTime();
    return GuardedQueue.<String>named("guarded")
        .capacity(500)
        .fair(true)
        .watermarks(Watermarks.ofFraction(0.8, 0.5))
        .timeToLive(Duration.ofDays(1))
        .shedding(Shedding.byDelay().withAdaptiveLifo())
        .weigher(String::length)
        .ticker(time)
        .scheduler(time)
        .build();
  }

  private static DynamicNode suite(String name, Supplier<Queue<String>> factory) {
    return Legacy.node(
        QueueTestSuiteBuilder.using(
                new TestStringQueueGenerator() {
                  @Override
                  protected Queue<String> create(String[] elements) {
                    Queue<String> queue = factory.get();
                    queue.addAll(List.of(elements));
                    return queue;
                  }
                })
            .named(name)
            .withFeatures(
                CollectionSize.ANY,
                CollectionFeature.GENERAL_PURPOSE,
                CollectionFeature.KNOWN_ORDER)
            .createTestSuite());
  }
}
