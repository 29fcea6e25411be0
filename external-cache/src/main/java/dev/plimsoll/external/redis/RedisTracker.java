package dev.plimsoll.external.redis;

import dev.plimsoll.external.internal.Deadline;
import dev.plimsoll.external.internal.Invalidations;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.HostAndPort;

/**
 * Hears one master's invalidations. Messages and the answer to a ping come in order on one
 * connection, so an answer says that all writes before the ping have been heard.
 */
final class RedisTracker implements AutoCloseable {

  private static final Logger LOGGER = System.getLogger(RedisTracker.class.getName());
  private static final long PING_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** With this trust a server that hangs is noticed well within half a second. */
  private static final long TRUST_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

  private static final long CONNECT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long RETRY_MILLIS = 50;

  private final HostAndPort node;
  private final RedisConnector connector;
  private final RedisKeys keys;
  private final Invalidations.Listener listener;
  private final Runnable onTrust;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile long trustedUntil = System.nanoTime();

  /**
   * Starts to hear, on a daemon thread.
   *
   * @param onTrust runs after each change of {@link #trustedUntilNanos()}
   */
  RedisTracker(
      HostAndPort node,
      RedisConnector connector,
      RedisKeys keys,
      Invalidations.Listener listener,
      Runnable onTrust) {
    this.node = node;
    this.connector = connector;
    this.keys = keys;
    this.listener = listener;
    this.onTrust = onTrust;
    Thread thread = new Thread(this::run, "plimsoll-redis-tracker-" + node);
    thread.setDaemon(true);
    thread.start();
  }

  long trustedUntilNanos() {
    return trustedUntil;
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void run() {
    try {
      do {
        hearOnce();
        distrust();
      } while (!closed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void hearOnce() {
    try (RespChannel channel = connector.track(node, Deadline.in(CONNECT_NANOS), keys)) {
      // What was written before this connection was not heard.
      listener.changedAll();
      while (!isClosed()) {
        pingAndHear(channel);
      }
    } catch (IOException e) {
      LOGGER.log(Level.DEBUG, "no word from " + node, e);
    }
  }

  private void pingAndHear(RespChannel channel) throws IOException {
    long sent = System.nanoTime();
    channel.send(Deadline.in(TRUST_NANOS), "PING");
    Deadline answer = Deadline.in(TRUST_NANOS);
    while (hear(channel, answer)) {
      // A push came before the answer.
    }
    trust(sent + TRUST_NANOS);
    Deadline pause = Deadline.in(sent + PING_NANOS - System.nanoTime());
    while (!pause.isOver() && channel.awaits(pause)) {
      boolean unused = hear(channel, Deadline.in(TRUST_NANOS));
    }
  }

  /** Reads one message, and tells whether it was a push. */
  private boolean hear(RespChannel channel, Deadline deadline) throws IOException {
    if (!(channel.read(deadline) instanceof RespChannel.Push push)) {
      return false;
    }
    List<Object> parts = push.parts();
    if (parts.size() == 2 && "invalidate".equals(parts.get(0))) {
      if (parts.get(1) instanceof List<?> names) {
        names.forEach(name -> tell(String.valueOf(name)));
      } else {
        // The server was flushed.
        listener.changedAll();
      }
    }
    return true;
  }

  private void tell(String name) {
    if (name.startsWith(keys.generationPrefix())) {
      listener.changedAll();
    } else if (name.startsWith(keys.entryPrefix())) {
      listener.changed(keys.keyOf(name));
    }
  }

  private void trust(long until) {
    trustedUntil = until;
    onTrust.run();
  }

  private void distrust() {
    trust(System.nanoTime());
    listener.changedAll();
  }
}
