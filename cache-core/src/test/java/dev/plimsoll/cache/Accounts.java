package dev.plimsoll.cache;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionListener;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A retention listener that keeps books and notes each call that breaks the contract. */
final class Accounts implements RetentionListener {

  final Map<Long, Long> held = new ConcurrentHashMap<>();
  final Queue<ReleaseCause> releases = new ConcurrentLinkedQueue<>();
  final Queue<String> faults = new ConcurrentLinkedQueue<>();

  @Override
  public void retained(Owner owner, long id, long bytes) {
    if (held.putIfAbsent(id, bytes) != null) {
      faults.add("retained twice: " + id);
    }
  }

  @Override
  public void released(Owner owner, long id, long bytes, ReleaseCause cause) {
    Long told = held.remove(id);
    if (told == null || told != bytes) {
      faults.add("released " + id + " with " + bytes + " bytes, retained with " + told);
    }
    releases.add(cause);
  }

  long heldBytes() {
    return held.values().stream().mapToLong(Long::longValue).sum();
  }
}
