package dev.plimsoll.external.redis;

import dev.plimsoll.external.internal.ConnectionPool;
import dev.plimsoll.external.internal.Deadline;
import dev.plimsoll.external.internal.DeadlineSocket;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;

/** Jedis' connection on the socket that keeps its deadlines. Used by one thread at a time. */
final class RedisConnection extends Connection implements ConnectionPool.Pooled {

  private final DeadlineSocket socket;
  private @Nullable ConnectionPool<RedisConnection> pool;
  private int calls;

  /** Connects by the factory, and greets. */
  RedisConnection(DeadlineSocket socket, JedisSocketFactory secured, JedisClientConfig config) {
    super(secured, config);
    this.socket = socket;
  }

  /** Says where it goes when Jedis closes it after a call. */
  RedisConnection of(ConnectionPool<RedisConnection> owner) {
    pool = owner;
    return this;
  }

  boolean servedBefore() {
    return calls > 1;
  }

  @Override
  public void arm(Deadline deadline) {
    calls++;
    socket.arm(deadline);
  }

  /** Gives a call under way another end. */
  void rearm(Deadline deadline) {
    socket.arm(deadline);
  }

  boolean hasArrived() {
    return socket.hasArrived();
  }

  @Override
  public boolean disarm() {
    return socket.disarm();
  }

  @Override
  public void cut() {
    // Not disconnect(), which first writes what is left.
    socket.cut();
  }

  @Override
  public <T> T executeCommand(CommandObject<T> command) {
    if (!(command.getArguments() instanceof RedisCall call)) {
      return super.executeCommand(command);
    }
    send(call.commands());
    return command.getBuilder().build(receive(call.commands().size()));
  }

  /** Writes commands. */
  void send(List<CommandArguments> commands) {
    try {
      for (CommandArguments command : commands) {
        sendCommand(command);
      }
      flush();
    } catch (RuntimeException | Error e) {
      setBroken();
      throw e;
    }
  }

  /** Reads replies; an error reply is an element, not thrown. */
  List<Object> receive(int replies) {
    try {
      return getMany(replies);
    } catch (RuntimeException | Error e) {
      // Who knows where the next reply begins.
      setBroken();
      throw e;
    }
  }

  /** Gives it back; called by Jedis after each call. */
  @Override
  public void close() {
    ConnectionPool<RedisConnection> owner = pool;
    if (owner == null) {
      // Its greeting failed within the constructor of the super class.
      super.close();
    } else if (isBroken()) {
      owner.discard(this);
    } else {
      owner.giveBack(this);
    }
  }
}
