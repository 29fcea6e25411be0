package dev.plimsoll.queue;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.IdentityFlowProcessorVerification;

/** The TCK's own tests, run by {@link FlowGuardTckTest}. */
@SuppressWarnings("exports") // TestNG wants a public class, and nobody reads this one from outside
public class FlowGuardVerification extends IdentityFlowProcessorVerification<Integer> {

  /** Ends a wait that fails; one that succeeds is over long before, on a busy machine too. */
  private static final long TIMEOUT_MILLIS = 3_000;

  private static final long NO_SIGNALS_MILLIS = 50;

  private final ExecutorService publishers =
      Executors.newCachedThreadPool(new DaemonThreads("tck"));

  public FlowGuardVerification() {
    super(new TestEnvironment(TIMEOUT_MILLIS, NO_SIGNALS_MILLIS));
  }

  @Override
  protected Flow.Processor<Integer, Integer> createIdentityFlowProcessor(int bufferSize) {
    return FlowGuard.over(GuardedQueue.<Integer>named("tck").capacity(bufferSize).build());
  }

  @Override
  protected Flow.Publisher<Integer> createFailedFlowPublisher() {
    FlowGuard<Integer> failed =
        FlowGuard.over(GuardedQueue.<Integer>named("failed").capacity(1).build());
    failed.onError(new IllegalStateException("on purpose"));
    return failed;
  }

  @Override
  public ExecutorService publisherExecutorService() {
    return publishers;
  }

  @Override
  public Integer createElement(int element) {
    return element;
  }

  @Override
  public long maxSupportedSubscribers() {
    return 1;
  }
}
