package dev.plimsoll.external.redis;

import dev.plimsoll.external.internal.Deadline;
import dev.plimsoll.external.internal.DeadlineSocket;
import dev.plimsoll.external.internal.SocketWatch;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Connects and greets, all by the deadline of the call that needs the connection. */
final class RedisConnector implements AutoCloseable {

  private final RedisAccess access;
  private final JedisClientConfig config;
  private final SocketWatch watch;

  RedisConnector(RedisAccess access, int timeoutMillis, String name) {
    this.access = access;
    this.config = access.toJedis(timeoutMillis);
    this.watch = new SocketWatch(name);
  }

  JedisClientConfig config() {
    return config;
  }

  RedisConnection connect(HostAndPort node, Deadline deadline) throws IOException {
    DeadlineSocket socket = new DeadlineSocket();
    try {
      open(socket, node, deadline);
      return new RedisConnection(socket, () -> secured(socket, node), config);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /** Connects, greets in RESP3 and asks to be told of every write to the namespace. */
  RespChannel track(HostAndPort node, Deadline deadline, RedisKeys keys) throws IOException {
    DeadlineSocket socket = new DeadlineSocket();
    try {
      open(socket, node, deadline);
      RespChannel channel = new RespChannel(socket, secured(socket, node));
      greet(channel, deadline);
      channel.send(
          deadline,
          "CLIENT",
          "TRACKING",
          "ON",
          "BCAST",
          "PREFIX",
          keys.entryPrefix(),
          "PREFIX",
          keys.generationPrefix());
      Object unused = channel.read(deadline);
      return channel;
    } catch (JedisConnectionException e) {
      socket.close();
      throw new IOException(e);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private void greet(RespChannel channel, Deadline deadline) throws IOException {
    String password = access.password();
    if (password == null) {
      channel.send(deadline, "HELLO", "3");
    } else {
      String user = access.user() == null ? "default" : access.user();
      channel.send(deadline, "HELLO", "3", "AUTH", user, password);
    }
    Object unused = channel.read(deadline);
  }

  private void open(DeadlineSocket socket, HostAndPort node, Deadline deadline) throws IOException {
    socket.setTcpNoDelay(true);
    socket.arm(deadline);
    watch.add(socket);
    socket.connect(
        new InetSocketAddress(node.getHost(), node.getPort()), deadline.remainingMillis());
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
