package dev.plimsoll.queue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;

/**
 * Runs in a JVM of 64 MB: sends four times as much through a {@link FlowGuard} to a subscriber that
 * is slower than the publisher, and asks for one element at a time.
 */
final class LargeStream {

  private static final int ELEMENT_BYTES = 64 * 1024;
  private static final int ELEMENTS = 4 * 1024;

  private LargeStream() {}

  private static final class SlowSubscriber implements Flow.Subscriber<byte[]> {
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile Flow.Subscription subscription;
    private volatile int received;
    private volatile String trouble = "";

    @Override
    public void onSubscribe(Flow.Subscription upstream) {
      subscription = upstream;
      upstream.request(1);
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one at a time
    public void onNext(byte[] element) {
      if (number(element) != received) {
        trouble = number(element) + " came where " + received + " should have";
      }
      received++;
      for (int i = 0; i < 2_000; i++) {
        Thread.onSpinWait();
      }
      subscription.request(1);
    }

    @Override
    public void onError(Throwable cause) {
      trouble = cause.toString();
      end.countDown();
    }

    @Override
    public void onComplete() {
      end.countDown();
    }
  }

  public static void main(String[] args) throws InterruptedException {
    GuardedQueue<byte[]> queue = GuardedQueue.<byte[]>named("stream").capacity(64).build();
    FlowGuard<byte[]> guard = FlowGuard.over(queue);
    SlowSubscriber subscriber = new SlowSubscriber();
    guard.subscribe(subscriber);
    try (SubmissionPublisher<byte[]> source = new SubmissionPublisher<>(Runnable::run, 16)) {
      source.subscribe(guard);
      for (int i = 0; i < ELEMENTS; i++) {
        source.submit(element(i));
      }
    }
    subscriber.end.await();
    System.out.println(queue.snapshot());
    System.out.println(
        subscriber.received / (1024 * 1024 / ELEMENT_BYTES)
            + " MB received in order"
            + subscriber.trouble
            + (queue.snapshot().rejected() == 0 ? ", none refused" : ", some refused"));
  }

  private static byte[] element(int number) {
    byte[] element = new byte[ELEMENT_BYTES];
    element[0] = (byte) (number >> 8);
    element[1] = (byte) number;
    return element;
  }

  private static int number(byte[] element) {
    return (element[0] & 0xff) << 8 | (element[1] & 0xff);
  }
}
