package dev.plimsoll.external.memcached;

import dev.plimsoll.external.NodeHealth;
import dev.plimsoll.external.UnavailableException;
import dev.plimsoll.external.UnavailableException.Reason;
import dev.plimsoll.external.internal.Deadline;
import dev.plimsoll.external.internal.NodeGuard;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One server: its transport, its guard, and the namespace's generation on it. */
final class MemcachedNode implements AutoCloseable {

  private final Address address;
  private final MemcachedTransport transport;
  private final NodeGuard guard;

  /** The generation last seen; 0 for none. */
  final AtomicLong generation = new AtomicLong();

  MemcachedNode(Address address, int limit, MemcachedTransport transport) {
    this.address = address;
    this.transport = transport;
    this.guard = new NodeGuard(address.toString(), limit);
  }

  Address address() {
    return address;
  }

  NodeHealth health() {
    return guard.health();
  }

  /** Calls the server; its failures are counted. */
  <R extends @Nullable Object> R call(Function<MemcachedTransport, R> call) {
    guard.enter();
    try {
      R answer = call.apply(transport);
      guard.succeeded();
      return answer;
    } catch (RuntimeException | Error e) {
      failed(e);
      throw e;
    }
  }

  /** Asks the server for items; its failures are counted when the answers are awaited. */
  MemcachedTransport.Pending ask(List<String> names, Deadline deadline) {
    guard.enter();
    try {
      return new Counted(transport.ask(names, deadline));
    } catch (RuntimeException | Error e) {
      failed(e);
      throw e;
    }
  }

  /** Answers whose failure is counted. */
  private final class Counted implements MemcachedTransport.Pending {
    private final MemcachedTransport.Pending pending;

    Counted(MemcachedTransport.Pending pending) {
      this.pending = pending;
    }

    @Override
    public boolean hasArrived() {
      return pending.hasArrived();
    }

    @Override
    public List<byte @Nullable []> await() {
      try {
        List<byte @Nullable []> answers = pending.await();
        guard.succeeded();
        return answers;
      } catch (RuntimeException | Error e) {
        failed(e);
        throw e;
      }
    }
  }

  /** Gives the call's place back whatever it died of. */
  private void failed(Throwable failure) {
    boolean answered =
        failure instanceof UnavailableException known && known.reason() == Reason.REFUSED;
    if (answered) {
      guard.succeeded();
    } else {
      guard.failed(failure);
    }
  }

  @Override
  public void close() {
    transport.close();
  }
}
