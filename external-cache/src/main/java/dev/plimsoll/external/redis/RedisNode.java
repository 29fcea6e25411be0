package dev.plimsoll.external.redis;

import dev.plimsoll.external.NodeHealth;
import dev.plimsoll.external.UnavailableException;
import dev.plimsoll.external.internal.ConnectionPool;
import dev.plimsoll.external.internal.ConnectionPool.Lent;
import dev.plimsoll.external.internal.Deadline;
import dev.plimsoll.external.internal.NodeGuard;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisException;

/** One server: its connections, its circuit breaker and its bulkhead. */
final class RedisNode implements AutoCloseable {

  private final HostAndPort address;
  private final ConnectionPool<RedisConnection> pool;
  private final NodeGuard guard;
  private final Runnable onTrouble;

  /**
   * Creates one.
   *
   * @param onTrouble runs after each call that the server did not answer
   */
  RedisNode(HostAndPort address, RedisConnector connector, int limit, Runnable onTrouble) {
    this.address = address;
    this.pool =
        new ConnectionPool<>(address.toString(), deadline -> connector.connect(address, deadline));
    this.guard = new NodeGuard(address.toString(), limit);
    this.onTrouble = onTrouble;
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
    Talk talk = open(commands, repeatable, deadline);
    return talk.replies();
  }

  /** Sends commands; the replies are to be read from what is answered. */
  Talk open(List<CommandArguments> commands, boolean repeatable, Deadline deadline) {
    Talk talk = new Talk(commands, repeatable, deadline, guard.enter());
    talk.send();
    return talk;
  }

  /** Lets go of all idle connections. */
  void forget() {
    pool.cutIdle();
  }

  @Override
  public void close() {
    pool.close();
  }

  /** One exchange under way; used by one thread. */
  final class Talk {
    private final List<CommandArguments> commands;
    private final boolean repeatable;
    private final Deadline deadline;
    private final long start;
    private Lent<RedisConnection> lent;

    private Talk(
        List<CommandArguments> commands, boolean repeatable, Deadline deadline, long start) {
      this.commands = commands;
      this.repeatable = repeatable;
      this.deadline = deadline;
      this.start = start;
      this.lent = borrow();
    }

    private Lent<RedisConnection> borrow() {
      try {
        return pool.borrow(deadline);
      } catch (UnavailableException e) {
        throw trouble(e);
      }
    }

    private void send() {
      try {
        write();
      } catch (JedisException e) {
        recover(e);
      }
    }

    private void write() {
      Connection jedis = lent.connection().jedis();
      for (CommandArguments command : commands) {
        jedis.sendCommand(command);
      }
      // Reading nothing only pushes the bytes out.
      List<Object> nothing = jedis.getMany(0);
      assert nothing.isEmpty();
    }

    List<Object> replies() {
      try {
        return read();
      } catch (JedisException e) {
        recover(e);
      }
      try {
        return read();
      } catch (JedisException e) {
        throw broken(e);
      }
    }

    private List<Object> read() {
      List<Object> replies = lent.connection().jedis().getMany(commands.size());
      pool.giveBack(lent.connection());
      guard.succeeded(start);
      return replies;
    }

    /** The server may have closed a connection while it was idle: that is no failure of its own. */
    private void recover(JedisException failure) {
      if (!lent.reused() || !repeatable || deadline.isOver()) {
        throw broken(failure);
      }
      pool.discard(lent.connection());
      try {
        lent = pool.fresh(deadline);
        write();
      } catch (UnavailableException e) {
        throw trouble(e);
      } catch (JedisException e) {
        throw broken(e);
      }
    }

    private UnavailableException broken(JedisException failure) {
      pool.discard(lent.connection());
      return trouble(pool.failure(failure, deadline));
    }

    private UnavailableException trouble(UnavailableException failure) {
      guard.failed(start, failure);
      onTrouble.run();
      return failure;
    }
  }
}
