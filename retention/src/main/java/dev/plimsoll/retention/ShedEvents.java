package dev.plimsoll.retention;

/** Tells Java Flight Recorder what budgets shed; costs nothing where it is off or absent. */
final class ShedEvents {

  private static final boolean PRESENT = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

  private ShedEvents() {}

  static Sheddable recorded(String owner, Sheddable sheddable) {
    return PRESENT ? bytes -> shedAndRecord(owner, sheddable, bytes) : sheddable;
  }

  private static long shedAndRecord(String owner, Sheddable sheddable, long bytes) {
    ShedEvent event = new ShedEvent();
    event.begin();
    long freed = sheddable.shed(bytes);
    if (event.shouldCommit()) {
      event.owner = owner;
      event.asked = bytes;
      event.freed = freed;
      event.commit();
    }
    return freed;
  }
}
