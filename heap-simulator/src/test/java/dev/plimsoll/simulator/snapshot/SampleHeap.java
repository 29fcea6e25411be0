package dev.plimsoll.simulator.snapshot;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.simulator.GenerationalHeap;
import dev.plimsoll.simulator.HeapConfig;
import dev.plimsoll.simulator.HeapScope;

/**
 * A heap whose every size and reference is known: a table of users, each with a body; a large array
 * of settings; and a session that only its scope keeps.
 */
final class SampleHeap implements AutoCloseable {

  static final int USERS = 50;
  static final int USER_BYTES = 32;
  static final int BODY_BYTES = 10_240;
  static final int TABLE_SLOTS = 64;
  static final int TABLE_BYTES = 16 + 8 * TABLE_SLOTS;
  static final int SETTINGS_SLOTS = 1_000;
  static final int SETTINGS_BYTES = 16 + 4 * SETTINGS_SLOTS;
  static final int SESSION_BYTES = 24;

  final Owner users = Owner.named("users");
  final Owner bodies = Owner.named("bodies \"10 KB\" \u00e9\ud83d\ude00");
  final Owner settings = Owner.named("settings");
  final Owner sessions = Owner.named("sessions");
  final GenerationalHeap heap;
  final int table;
  final int[] user = new int[USERS];
  final int[] body = new int[USERS];
  final int setting;
  final int session;
  private final HeapScope scope;

  SampleHeap() {
    this(HeapConfig.v8_11_3().withBaseObjects(false).withHandleChecks(true));
  }

  SampleHeap(HeapConfig config) {
    heap = GenerationalHeap.of(config);
    table = heap.allocate(users, TABLE_BYTES, TABLE_SLOTS);
    heap.addRoot(table);
    for (int i = 0; i < USERS; i++) {
      addUser(i);
    }
    setting = heap.allocate(settings, SETTINGS_BYTES, SETTINGS_SLOTS);
    heap.addRoot(setting);
    heap.store(setting, SETTINGS_SLOTS - 1, user[7]);
    heap.collectYoung();
    scope = heap.openScope();
    session = heap.allocate(sessions, SESSION_BYTES, 1);
    heap.store(session, 0, body[3]);
  }

  @SuppressWarnings("try") // The scope keeps what is not stored yet; nothing is asked of it.
  private void addUser(int number) {
    try (HeapScope adding = heap.openScope()) {
      body[number] = heap.allocate(bodies, BODY_BYTES, 0);
      user[number] = heap.allocate(users, USER_BYTES, 1);
      heap.store(user[number], 0, body[number]);
      heap.store(table, number, user[number]);
      heap.allocate(Owner.named("garbage"), 100, 0);
    }
  }

  @Override
  public void close() {
    scope.close();
  }
}
