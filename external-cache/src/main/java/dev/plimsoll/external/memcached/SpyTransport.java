package dev.plimsoll.external.memcached;

import dev.plimsoll.external.UnavailableException;
import dev.plimsoll.external.UnavailableException.Reason;
import dev.plimsoll.external.internal.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.spy.memcached.CASResponse;
import net.spy.memcached.CASValue;
import net.spy.memcached.ConnectionFactory;
import net.spy.memcached.ConnectionFactoryBuilder;
import net.spy.memcached.FailureMode;
import net.spy.memcached.MemcachedClient;
import net.spy.memcached.ops.ArrayOperationQueueFactory;
import org.jspecify.annotations.Nullable;

/**
 * spymemcached, one client for one server, in a configuration that cannot leak or stall: its queues
 * are bounded (by default they take whatever a hung server does not answer), a server that is down
 * fails at once instead of queueing, and its thread is a daemon.
 */
final class SpyTransport implements MemcachedTransport {

  static {
    SpyLogger.install();
  }

  private static final RawTranscoder RAW = new RawTranscoder();

  /** An operation may be two commands, and one given up stays until the server answers it. */
  private static final int QUEUED_PER_OPERATION = 4;

  private static final long LONGEST_RECONNECT_SECONDS = 1;

  private final Address address;
  private final MemcachedClient client;

  SpyTransport(Address address, int maxInFlight) {
    this.address = address;
    try {
      this.client =
          new MemcachedClient(
              configuration(maxInFlight),
              List.of(new InetSocketAddress(address.host(), address.port())));
    } catch (IOException e) {
      throw new UncheckedIOException("spymemcached cannot open a selector", e);
    }
  }

  private static ConnectionFactory configuration(int maxInFlight) {
    ArrayOperationQueueFactory bounded =
        new ArrayOperationQueueFactory(QUEUED_PER_OPERATION * maxInFlight);
    return new ConnectionFactoryBuilder()
        .setProtocol(ConnectionFactoryBuilder.Protocol.TEXT)
        .setFailureMode(FailureMode.Cancel)
        .setOpQueueFactory(bounded)
        .setReadOpQueueFactory(bounded)
        .setWriteOpQueueFactory(bounded)
        .setOpQueueMaxBlockTime(0)
        .setDaemon(true)
        .setUseNagleAlgorithm(false)
        .setMaxReconnectDelay(LONGEST_RECONNECT_SECONDS)
        .build();
  }

  @Override
  public Pending ask(List<String> names, Deadline deadline) {
    Future<Map<String, byte[]>> asked = start(() -> client.asyncGetBulk(names, RAW));
    return () -> {
      Map<String, byte[]> found = await(asked, deadline);
      List<byte @Nullable []> values = new ArrayList<>(names.size());
      names.forEach(name -> values.add(found.get(name)));
      return values;
    };
  }

  @Override
  public @Nullable Item gets(String name, Deadline deadline) {
    Future<CASValue<byte[]>> asked = start(() -> client.asyncGets(name, RAW));
    CASValue<byte[]> found = await(asked, deadline);
    return found == null ? null : new Item(found.getValue(), found.getCas());
  }

  @Override
  public byte @Nullable [] setAndGet(
      String name, byte[] value, int exptime, String other, Deadline deadline) {
    Pending asked = ask(List.of(other), deadline);
    set(name, value, exptime, deadline);
    return asked.await().get(0);
  }

  @Override
  public void set(String name, byte[] value, int exptime, Deadline deadline) {
    if (!await(start(() -> client.set(name, exptime, value, RAW)), deadline)) {
      throw new UnavailableException(Reason.REFUSED, address + " did not store " + name);
    }
  }

  @Override
  public boolean add(String name, byte[] value, int exptime, Deadline deadline) {
    return await(start(() -> client.add(name, exptime, value, RAW)), deadline);
  }

  @Override
  public boolean replace(String name, byte[] value, int exptime, long cas, Deadline deadline) {
    Future<CASResponse> asked = start(() -> client.asyncCAS(name, cas, exptime, value, RAW));
    return await(asked, deadline) == CASResponse.OK;
  }

  @Override
  public boolean delete(String name, Deadline deadline) {
    return await(start(() -> client.delete(name)), deadline);
  }

  @Override
  public void close() {
    client.shutdown();
  }

  /** Puts an operation into the client's queue. */
  private interface Start<R> {
    Future<R> start();
  }

  private <R> Future<R> start(Start<R> operation) {
    try {
      return operation.start();
    } catch (IllegalStateException e) {
      throw new UnavailableException(
          Reason.NODE_LIMIT, address + " has as many operations queued as it may have", e);
    }
  }

  private <R> R await(Future<R> operation, Deadline deadline) {
    try {
      return operation.get(Math.max(1, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      operation.cancel(true);
      throw new UnavailableException(
          Reason.DEADLINE, address + " did not answer by the deadline", e);
    } catch (ExecutionException | CancellationException e) {
      throw new UnavailableException(Reason.CONNECTION, "no connection to " + address, e);
    } catch (InterruptedException e) {
      operation.cancel(true);
      Thread.currentThread().interrupt();
      throw new UnavailableException(Reason.DEADLINE, "interrupted", e);
    }
  }
}
