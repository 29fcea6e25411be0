package dev.plimsoll.cache;

import dev.plimsoll.retention.Owner;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** A loader ran for longer than the threshold of this event. */
@Name("dev.plimsoll.CacheLoad")
@Label("Cache Load")
@Category({"Plimsoll", "Cache"})
@Description("A loader ran for longer than the threshold of this event")
@Threshold("20 ms")
final class LoadEvent extends Event {

  @Label("Cache")
  String cache = "";

  @Label("Loaded")
  @Description("Whether it ended with a value; otherwise it threw, or answered null")
  boolean loaded;

  static @Nullable LoadEvent begun() {
    LoadEvent event = new LoadEvent();
    if (!event.isEnabled()) {
      return null;
    }
    event.begin();
    return event;
  }

  void ended(Owner owner, boolean withValue) {
    if (shouldCommit()) {
      cache = owner.name();
      loaded = withValue;
      commit();
    }
  }
}
