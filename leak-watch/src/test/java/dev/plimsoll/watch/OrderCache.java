package dev.plimsoll.watch;

import dev.plimsoll.retention.Owner;
import java.util.HashMap;
import java.util.Map;

/** A cache as an application would have it, found in dumps by the tests. */
final class OrderCache {

  static final Map<Integer, byte[]> CACHE = new HashMap<>();
  static final Owner OWNER = Owner.named("orders").heldBy(CACHE);

  private OrderCache() {}
}
