package dev.plimsoll.external.redis;

import dev.plimsoll.external.internal.Invalidations;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.HostAndPort;

/**
 * Redis' own word of every write to a namespace: CLIENT TRACKING in broadcast mode, so that the
 * server remembers nothing by key, on a connection of its own to each master.
 */
final class RedisTracking implements Invalidations {

  private static final long LOOK_MILLIS = 100;
  private static final int LOOKS_PER_RENEWAL = 10;

  private final RedisKeys keys;
  private final RedisTopology topology;
  private final RedisConnector connector;

  RedisTracking(RedisKeys keys, RedisTopology topology, RedisConnector connector) {
    this.keys = keys;
    this.topology = topology;
    this.connector = connector;
  }

  @Override
  public boolean speaks() {
    return true;
  }

  @Override
  public Channel listen(Listener listener) {
    return new AllMasters(listener);
  }

  /** Listens to every master, and trusts only while all of them vouch. */
  private final class AllMasters implements Channel, Runnable {
    private final Listener listener;
    private final CountDownLatch closed = new CountDownLatch(1);
    // Guarded by this.
    private final Map<HostAndPort, RedisTracker> trackers = new HashMap<>();
    private volatile long trustedUntil = System.nanoTime();

    AllMasters(Listener listener) {
      this.listener = listener;
      Thread thread = new Thread(this, "plimsoll-redis-tracking-" + keys.entryPrefix());
      thread.setDaemon(true);
      thread.start();
    }

    @Override
    public long trustedUntilNanos() {
      return trustedUntil;
    }

    @Override
    public void run() {
      try {
        int looks = 0;
        do {
          follow(masters());
          // Slots that moved to a new master would otherwise be learnt of only by asking for one.
          if (++looks % LOOKS_PER_RENEWAL == 0 && topology.isSharded()) {
            topology.renew();
          }
        } while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        follow(Set.of());
      }
    }

    private Set<HostAndPort> masters() {
      Set<HostAndPort> masters = new HashSet<>();
      topology.masters().forEach(node -> masters.add(node.address()));
      return masters;
    }

    private synchronized void follow(Set<HostAndPort> masters) {
      if (masters.equals(trackers.keySet())) {
        return;
      }
      trackers.keySet().removeIf(address -> !masters.contains(address) && ended(address));
      for (HostAndPort address : masters) {
        trackers.computeIfAbsent(
            address, unknown -> new RedisTracker(unknown, connector, keys, listener, this::weigh));
      }
      weigh();
    }

    private boolean ended(HostAndPort address) {
      RedisTracker tracker = trackers.get(address);
      if (tracker != null) {
        tracker.close();
      }
      return true;
    }

    private synchronized void weigh() {
      long now = System.nanoTime();
      // With no master known, nothing is vouched for.
      long least = trackers.isEmpty() ? now : now + Long.MAX_VALUE / 4;
      for (RedisTracker tracker : trackers.values()) {
        long until = tracker.trustedUntilNanos();
        least = until - least < 0 ? until : least;
      }
      trustedUntil = least;
    }

    @Override
    public void close() {
      trustedUntil = System.nanoTime();
      closed.countDown();
    }
  }
}
