package dev.plimsoll.external.redis;

import dev.plimsoll.external.internal.Deadline;
import dev.plimsoll.external.internal.DeadlineSocket;
import dev.plimsoll.external.internal.SocketWatch;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisProtocol;
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

  /** Connects, greets and asks to be told of every write to the namespace. */
  RespChannel track(HostAndPort node, Deadline deadline, RedisKeys keys) throws IOException {
    DeadlineSocket socket = new DeadlineSocket();
    try {
      open(socket, node, deadline);
      RespChannel channel = new RespChannel(socket, secured(socket, node));
      if (access.protocol() == RedisProtocol.RESP2) {
        trackByMessages(channel, deadline, keys);
      } else {
        trackByPushes(channel, deadline, keys);
      }
      return channel;
    } catch (JedisConnectionException e) {
      socket.close();
      throw new IOException(e);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private void trackByPushes(RespChannel channel, Deadline deadline, RedisKeys keys)
      throws IOException {
    String password = access.password();
    if (password == null) {
      channel.order(deadline, "HELLO", "3");
    } else {
      channel.order(deadline, "HELLO", "3", "AUTH", user(), password);
    }
    channel.order(deadline, tracking(keys));
  }

  /** RESP2 knows no pushes: the connection redirects them to itself, as messages of a channel. */
  private void trackByMessages(RespChannel channel, Deadline deadline, RedisKeys keys)
      throws IOException {
    String password = access.password();
    if (password != null) {
      channel.order(deadline, "AUTH", user(), password);
    }
    String id = String.valueOf(channel.ask(deadline, "CLIENT", "ID"));
    channel.order(deadline, tracking(keys, "REDIRECT", id));
    channel.order(deadline, "SUBSCRIBE", RespChannel.INVALIDATIONS);
  }

  private String user() {
    return access.user() == null ? "default" : access.user();
  }

  private static String[] tracking(RedisKeys keys, String... more) {
    List<String> words = new ArrayList<>(List.of("CLIENT", "TRACKING", "ON", "BCAST"));
    words.addAll(List.of("PREFIX", keys.entryPrefix(), "PREFIX", keys.generationPrefix()));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
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
