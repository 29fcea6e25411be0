package dev.plimsoll.cache;

/**
 * Lets many entries of a map go at once, says who left, and tells Flight Recorder how long it took.
 */
final class BulkRemoval<K, V> {

  private final BoundedStore<K, V> store;
  private final Announcer<K, V> announcer;

  BulkRemoval(BoundedStore<K, V> store, Announcer<K, V> announcer) {
    this.store = store;
    this.announcer = announcer;
  }

  int evict(int n) {
    BulkEvictionEvent event = CacheEvents.bulkEviction();
    Departures<K, V> gone = announcer.departures();
    int shed = store.evict(n, gone);
    gone.announce();
    if (event != null) {
      event.endedWithEntries(announcer.owner(), RemovalCause.EVICTED, shed);
    }
    return shed;
  }

  void resize(int limit) {
    BulkEvictionEvent event = CacheEvents.bulkEviction();
    Departures<K, V> gone = announcer.departures();
    int shed = store.resize(limit, gone);
    gone.announce();
    if (event != null && shed > 0) {
      event.endedWithEntries(announcer.owner(), RemovalCause.RESIZED, shed);
    }
  }

  long shed(long bytes) {
    BulkEvictionEvent event = CacheEvents.bulkEviction();
    Departures<K, V> gone = announcer.departures();
    long freed = store.shed(bytes, gone);
    gone.announce();
    if (event != null) {
      event.endedWithBytes(announcer.owner(), RemovalCause.EVICTED, freed);
    }
    return freed;
  }

  /**
   * @param held how many entries there are
   */
  void clear(long held) {
    ClearEvent event = CacheEvents.clear();
    Node<K, V> next = store.clear();
    while (next != null) {
      Departures<K, V> gone = announcer.departures();
      next = store.drain(next, gone);
      gone.announce();
    }
    if (event != null) {
      event.ended(announcer.owner(), held);
    }
  }
}
