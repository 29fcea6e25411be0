package dev.plimsoll.external.redis;

import dev.plimsoll.external.internal.Deadline;
import dev.plimsoll.external.internal.DeadlineSocket;
import dev.plimsoll.external.internal.WriteWatch;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Connects and greets, all by the deadline of the call that needs the connection. */
final class RedisConnector implements AutoCloseable {

  private final RedisAccess access;
  private final JedisClientConfig config;
  private final WriteWatch watch;

  RedisConnector(RedisAccess access, int timeoutMillis, String name) {
    this.access = access;
    this.config = access.toJedis(timeoutMillis);
    this.watch = new WriteWatch(name);
  }

  JedisClientConfig config() {
    return config;
  }

  RedisConnection connect(HostAndPort node, Deadline deadline) throws IOException {
    DeadlineSocket socket = new DeadlineSocket();
    try {
      socket.setTcpNoDelay(true);
      socket.arm(deadline);
      socket.connect(
          new InetSocketAddress(node.getHost(), node.getPort()), deadline.remainingMillis());
      watch.add(socket);
      return new RedisConnection(new Connection(() -> secured(socket, node), config), socket);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private Socket secured(DeadlineSocket socket, HostAndPort node) {
    SSLSocketFactory tls = access.tls();
    if (tls == null) {
      return socket;
    }
    try {
      SSLSocket layered =
          (SSLSocket) tls.createSocket(socket, node.getHost(), node.getPort(), true);
      layered.setSSLParameters(RedisAccess.checkingNames());
      layered.startHandshake();
      return layered;
    } catch (IOException e) {
      throw new JedisConnectionException("TLS with " + node + " failed", e);
    }
  }

  @Override
  public void close() {
    watch.close();
  }
}
