package dev.plimsoll.external.redis;

import dev.plimsoll.external.NodeHealth;
import dev.plimsoll.external.UnavailableException;
import dev.plimsoll.external.internal.ConnectionPool;
import dev.plimsoll.external.internal.Deadline;
import dev.plimsoll.external.internal.NodeGuard;
import java.io.IOException;
import java.util.List;
import redis.clients.jedis.Builder;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.providers.ConnectionProvider;

/**
 * One server: Jedis' client of it, on connections that keep each call's deadline, with a circuit
 * breaker and a bulkhead.
 */
final class RedisNode implements AutoCloseable {

  /** Two nodes that hang must not take their times one after the other. */
  private static final long LATER_NANOS = 14_000_000;

  private static final Builder<List<Object>> REPLIES =
      new Builder<>() {
        @Override
        @SuppressWarnings("unchecked") // What RedisConnection read for a RedisCall.
        public List<Object> build(Object replies) {
          return (List<Object>) replies;
        }
      };

  private final HostAndPort address;
  private final RedisConnector connector;
  private final ConnectionPool<RedisConnection> pool;
  private final RedisClient client;
  private final NodeGuard guard;
  private final Runnable onTrouble;

  /**
   * Creates one; connects to nothing.
   *
   * @param onTrouble runs after each call that the server did not answer
   */
  RedisNode(HostAndPort address, RedisConnector connector, int limit, Runnable onTrouble) {
    this.address = address;
    this.connector = connector;
    this.pool = new ConnectionPool<>(address.toString(), this::connect);
    this.client =
        RedisClient.builder()
            .hostAndPort(address)
            .clientConfig(connector.config())
            .connectionProvider(new Connections())
            .build();
    this.guard = new NodeGuard(address.toString(), limit);
    this.onTrouble = onTrouble;
  }

  private RedisConnection connect(Deadline deadline) throws IOException {
    return connector.connect(address, deadline).of(pool);
  }

  /** Hands Jedis a connection for each call. */
  private final class Connections implements ConnectionProvider {

    @Override
    public Connection getConnection(CommandArguments arguments) {
      if (!(arguments instanceof RedisCall call)) {
        throw new IllegalArgumentException("a call without a deadline: " + arguments.getCommand());
      }
      return call.on(
          call.wantsFresh() ? pool.fresh(call.deadline()) : pool.borrow(call.deadline()));
    }

    @Override
    public Connection getConnection() {
      throw new UnsupportedOperationException("a connection is for one call with its deadline");
    }

    @Override
    public void close() {
      pool.close();
    }
  }

  HostAndPort address() {
    return address;
  }

  NodeHealth health() {
    return guard.health();
  }

  /**
   * Sends commands in one write and reads their replies; an error reply is an element, not thrown.
   *
   * @param repeatable whether the commands may be sent again when a connection that had been idle
   *     turns out to be closed
   */
  List<Object> exchange(List<CommandArguments> commands, boolean repeatable, Deadline deadline) {
    guard.enter();
    try {
      List<Object> replies = execute(new RedisCall(commands, deadline), repeatable);
      guard.succeeded();
      return replies;
    } catch (RuntimeException | Error e) {
      throw ended(e, deadline);
    }
  }

  private List<Object> execute(RedisCall call, boolean repeatable) {
    CommandObject<List<Object>> command = new CommandObject<>(call, REPLIES);
    try {
      return client.executeCommand(command);
    } catch (JedisException e) {
      // The server may have closed a connection while it was idle: that is no failure of its own.
      if (!repeatable || !call.wasReused() || call.deadline().isOver()) {
        throw e;
      }
    }
    call.wantFresh();
    return client.executeCommand(command);
  }

  /** Sends commands; the replies are to be read from what is answered, soon. */
  Talk open(List<CommandArguments> commands, Deadline deadline) {
    guard.enter();
    try {
      RedisConnection connection = pool.borrow(deadline);
      try {
        connection.rearm(deadline.plus(LATER_NANOS));
        connection.send(commands);
        return new Talk(commands, connection, deadline);
      } catch (RuntimeException | Error e) {
        connection.close();
        throw e;
      }
    } catch (RuntimeException | Error e) {
      throw ended(e, deadline);
    }
  }

  /** Lets go of all idle connections. */
  void forget() {
    pool.cutIdle();
  }

  /** Gives the call's place back whatever it died of. */
  private RuntimeException ended(Throwable failure, Deadline deadline) {
    guard.failed(failure);
    if (failure instanceof Error error) {
      throw error;
    }
    boolean fromJedis = failure instanceof JedisException;
    RuntimeException told =
        fromJedis ? pool.failure(failure, deadline) : (RuntimeException) failure;
    if (told instanceof UnavailableException) {
      onTrouble.run();
    }
    return told;
  }

  @Override
  public void close() {
    client.close();
  }

  /** One exchange among those with several nodes at once; used by one thread. */
  final class Talk {

    private final List<CommandArguments> commands;
    private final RedisConnection connection;
    private final Deadline deadline;

    private Talk(List<CommandArguments> commands, RedisConnection connection, Deadline deadline) {
      this.commands = commands;
      this.connection = connection;
      this.deadline = deadline;
    }

    /** {@return whether the replies have begun to arrive} */
    boolean hasArrived() {
      return connection.hasArrived();
    }

    /** Reads by the deadline; what has arrived by then is still read when its turn comes later. */
    List<Object> replies() {
      if (!deadline.isOver()) {
        connection.rearm(deadline);
      }
      try {
        List<Object> replies = connection.receive(commands.size());
        guard.succeeded();
        return replies;
      } catch (RuntimeException | Error e) {
        throw ended(e, deadline);
      } finally {
        connection.close();
      }
    }
  }
}
