package dev.plimsoll.external.redis;

import dev.plimsoll.external.internal.ConnectionPool;
import dev.plimsoll.external.internal.Deadline;
import dev.plimsoll.external.internal.DeadlineSocket;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import redis.clients.jedis.Connection;

/** Jedis' connection together with the socket that keeps its deadlines. */
record RedisConnection(Connection jedis, DeadlineSocket socket) implements ConnectionPool.Pooled {

  private static final Logger LOGGER = System.getLogger(RedisConnection.class.getName());

  @Override
  public void arm(Deadline deadline) {
    socket.arm(deadline);
  }

  @Override
  public void cut() {
    try {
      // Not Connection.disconnect(), which first writes what is left.
      socket.close();
    } catch (IOException e) {
      LOGGER.log(Level.DEBUG, "closing a connection failed", e);
    }
  }
}
