package dev.plimsoll.retention;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What every owner held at one moment, to compare with later: {@link
 * RetentionLedger#growthSince(RetentionMark)}. Immutable, and keeps no owner reachable.
 */
public final class RetentionMark {

  record Held(long entries, long bytes) {
    static final Held NOTHING = new Held(0, 0);
  }

  private record Line(WeakReference<Owner> owner, Held held) {}

  private final List<Line> lines;

  RetentionMark(List<Holding> holdings) {
    lines =
        holdings.stream()
            .map(h -> new Line(new WeakReference<>(h.owner()), new Held(h.entries(), h.bytes())))
            .toList();
  }

  Map<Owner, Held> byOwner() {
    Map<Owner, Held> held = new HashMap<>();
    for (Line line : lines) {
      Owner owner = line.owner().get();
      if (owner != null) {
        held.put(owner, line.held());
      }
    }
    return held;
  }
}
