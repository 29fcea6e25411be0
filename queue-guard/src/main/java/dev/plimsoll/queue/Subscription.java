package dev.plimsoll.queue;

/** A listener's place on a list; closing it takes the listener off. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

  /** Ends the subscription. News that were not delivered yet are forgotten. Idempotent. */
  @Override
  void close();
}
