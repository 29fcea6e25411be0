package dev.plimsoll.external.memcached;

import dev.plimsoll.external.UnavailableException;
import dev.plimsoll.external.UnavailableException.Reason;
import dev.plimsoll.external.internal.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.spy.memcached.OperationFactory;
import net.spy.memcached.ops.Operation;
import net.spy.memcached.ops.OperationStatus;
import net.spy.memcached.ops.StatusCode;
import net.spy.memcached.ops.StoreType;
import org.jspecify.annotations.Nullable;

/**
 * spymemcached's connection and operations, one for one server. Values are bytes: its transcoders,
 * which deserialize what a server sends, are not used.
 */
final class SpyTransport implements MemcachedTransport {

  static {
    SpyLogger.install();
  }

  private static final Logger LOGGER = System.getLogger(SpyTransport.class.getName());
  private static final int NO_FLAGS = 0;

  private final Address address;
  private final SpyConnection connection;
  private final OperationFactory operations;

  SpyTransport(Address address, int maxInFlight, Duration deadline) {
    this.address = address;
    SpyFactory factory = new SpyFactory(maxInFlight, deadline);
    this.operations = factory.getOperationFactory();
    try {
      this.connection = new SpyConnection(factory, address);
    } catch (IOException e) {
      throw new UncheckedIOException("spymemcached cannot open a selector", e);
    }
  }

  @Override
  public Pending ask(List<String> names, Deadline deadline) {
    SpyAnswer.Values answer = new SpyAnswer.Values();
    Operation asked = submit(operations.get(names, answer), deadline);
    return new Pending() {
      @Override
      public boolean hasArrived() {
        return answer.isComplete();
      }

      @Override
      public List<byte @Nullable []> await() {
        expect(
            SpyTransport.this.await(asked, answer, deadline),
            StatusCode.SUCCESS,
            StatusCode.ERR_NOT_FOUND);
        List<byte @Nullable []> values = new ArrayList<>(names.size());
        names.forEach(name -> values.add(answer.value(name)));
        return values;
      }
    };
  }

  @Override
  public @Nullable Item gets(String name, Deadline deadline) {
    SpyAnswer.One answer = new SpyAnswer.One();
    Operation asked = submit(operations.gets(name, answer), deadline);
    expect(await(asked, answer, deadline), StatusCode.SUCCESS, StatusCode.ERR_NOT_FOUND);
    return answer.item();
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
    SpyAnswer.Done answer = new SpyAnswer.Done();
    Operation set = operations.store(StoreType.set, name, NO_FLAGS, exptime, value, answer);
    expect(done(set, answer, deadline), StatusCode.SUCCESS, StatusCode.SUCCESS);
  }

  @Override
  public boolean add(String name, byte[] value, int exptime, Deadline deadline) {
    SpyAnswer.Done answer = new SpyAnswer.Done();
    Operation add = operations.store(StoreType.add, name, NO_FLAGS, exptime, value, answer);
    return isDone(add, answer, deadline, StatusCode.ERR_NOT_STORED);
  }

  @Override
  public boolean replace(String name, byte[] value, int exptime, long cas, Deadline deadline) {
    SpyAnswer.Done answer = new SpyAnswer.Done();
    Operation cased = operations.cas(StoreType.set, name, cas, NO_FLAGS, exptime, value, answer);
    return isDone(cased, answer, deadline, StatusCode.ERR_EXISTS, StatusCode.ERR_NOT_FOUND);
  }

  @Override
  public boolean delete(String name, Deadline deadline) {
    SpyAnswer.Done answer = new SpyAnswer.Done();
    return isDone(operations.delete(name, answer), answer, deadline, StatusCode.ERR_NOT_FOUND);
  }

  @Override
  public void close() {
    try {
      connection.shutdown();
    } catch (IOException e) {
      LOGGER.log(Level.DEBUG, "closing spymemcached's connection failed", e);
    }
  }

  private Operation submit(Operation operation, Deadline deadline) {
    connection.submit(operation, deadline);
    return operation;
  }

  private OperationStatus done(Operation operation, SpyAnswer answer, Deadline deadline) {
    return await(submit(operation, deadline), answer, deadline);
  }

  private boolean isDone(
      Operation operation, SpyAnswer answer, Deadline deadline, StatusCode... otherwise) {
    OperationStatus status = done(operation, answer, deadline);
    return !List.of(otherwise).contains(status.getStatusCode()) && isSuccess(status);
  }

  private OperationStatus await(Operation operation, SpyAnswer answer, Deadline deadline) {
    OperationStatus status = answer.await(deadline);
    if (status == null) {
      connection.timedOut(operation);
      throw late();
    }
    return switch (status.getStatusCode()) {
      case CANCELLED ->
          throw new UnavailableException(Reason.CONNECTION, "no connection to " + address);
      case TIMEDOUT -> throw late();
      default -> status;
    };
  }

  private UnavailableException late() {
    return new UnavailableException(Reason.DEADLINE, address + " did not answer by the deadline");
  }

  private void expect(OperationStatus status, StatusCode one, StatusCode other) {
    if (status.getStatusCode() != one && status.getStatusCode() != other) {
      throw new UnavailableException(Reason.REFUSED, address + " refused: " + status.getMessage());
    }
  }

  private boolean isSuccess(OperationStatus status) {
    expect(status, StatusCode.SUCCESS, StatusCode.SUCCESS);
    return true;
  }
}
