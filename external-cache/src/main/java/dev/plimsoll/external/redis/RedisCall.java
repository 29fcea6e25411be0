package dev.plimsoll.external.redis;

import dev.plimsoll.external.internal.Deadline;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;

/**
 * What one call sends to a node in one write. It looks to Jedis like a command, so that it travels
 * through {@code RedisClient} to our provider of connections, which finds the deadline in it. Used
 * by one thread.
 */
final class RedisCall extends CommandArguments {

  private final List<CommandArguments> commands;
  private final Deadline deadline;
  private boolean fresh;
  private @Nullable RedisConnection connection;

  RedisCall(List<CommandArguments> commands, Deadline deadline) {
    super(commands.get(0).getCommand());
    this.commands = commands;
    this.deadline = deadline;
  }

  List<CommandArguments> commands() {
    return commands;
  }

  Deadline deadline() {
    return deadline;
  }

  /** Asks for a connection that nobody used before. */
  void wantFresh() {
    fresh = true;
  }

  boolean wantsFresh() {
    return fresh;
  }

  RedisConnection on(RedisConnection chosen) {
    connection = chosen;
    return chosen;
  }

  /** {@return whether the connection served before, so that the server may have closed it} */
  boolean wasReused() {
    RedisConnection used = connection;
    return used != null && !fresh && used.servedBefore();
  }
}
