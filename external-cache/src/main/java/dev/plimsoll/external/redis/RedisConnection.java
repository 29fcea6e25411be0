package dev.plimsoll.external.redis;

import dev.plimsoll.external.internal.ConnectionPool;
import dev.plimsoll.external.internal.Deadline;
import dev.plimsoll.external.internal.DeadlineSocket;
import redis.clients.jedis.Connection;

/** Jedis' connection together with the socket that keeps its deadlines. */
record RedisConnection(Connection jedis, DeadlineSocket socket) implements ConnectionPool.Pooled {

  @Override
  public void arm(Deadline deadline) {
    socket.arm(deadline);
  }

  @Override
  public boolean disarm() {
    return socket.disarm();
  }

  @Override
  public void cut() {
    // Not Connection.disconnect(), which first writes what is left.
    socket.cut();
  }
}
