package dev.plimsoll.cache;

import dev.plimsoll.retention.Owner;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

/** Many entries of a cache were evicted in one operation: shed, or over a lowered limit. */
@Name("dev.plimsoll.CacheBulkEviction")
@Label("Cache Bulk Eviction")
@Category({"Plimsoll", "Cache"})
@Description("Many entries of a cache were evicted in one operation: shed, or over a lowered limit")
final class BulkEvictionEvent extends Event {

  @Label("Cache")
  String cache = "";

  @Label("Cause")
  String cause = "";

  @Label("Entries")
  @Description("How many left; -1 if only their bytes were counted")
  long entries = Clearable.UNKNOWN;

  @Label("Bytes")
  @Description("What they occupied; -1 if only the entries were counted")
  long bytes = Clearable.UNKNOWN;

  static @Nullable BulkEvictionEvent begun() {
    BulkEvictionEvent event = new BulkEvictionEvent();
    if (!event.isEnabled()) {
      return null;
    }
    event.begin();
    return event;
  }

  void endedWithEntries(Owner owner, RemovalCause why, long left) {
    entries = left;
    end(owner, why);
  }

  void endedWithBytes(Owner owner, RemovalCause why, long freed) {
    bytes = freed;
    end(owner, why);
  }

  private void end(Owner owner, RemovalCause why) {
    if (shouldCommit()) {
      cache = owner.name();
      cause = why.name();
      commit();
    }
  }
}
