package dev.plimsoll.cache;

import dev.plimsoll.retention.Owner;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

/** A cache was cleared, its hooks included. */
@Name("dev.plimsoll.CacheClear")
@Label("Cache Clear")
@Category({"Plimsoll", "Cache"})
@Description("A cache was cleared, its hooks included")
final class ClearEvent extends Event {

  @Label("Cache")
  String cache = "";

  @Label("Entries")
  @Description("How many it held when the clearing began")
  long entries;

  static @Nullable ClearEvent begun() {
    ClearEvent event = new ClearEvent();
    if (!event.isEnabled()) {
      return null;
    }
    event.begin();
    return event;
  }

  void ended(Owner owner, long held) {
    if (shouldCommit()) {
      cache = owner.name();
      entries = held;
      commit();
    }
  }
}
