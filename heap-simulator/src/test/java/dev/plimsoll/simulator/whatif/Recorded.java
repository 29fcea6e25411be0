package dev.plimsoll.simulator.whatif;

import dev.plimsoll.retention.Bound;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionListener;
import dev.plimsoll.retention.recording.Recording;
import dev.plimsoll.retention.recording.RetentionRecorder;

/** What a server with a FIFO cache and a queue does, told to a listener. */
final class Recorded {

  static final int ENTRY_BYTES = 4_000;
  static final int GARBAGE_BYTES = 2_000;
  static final int REQUESTS = 20_000;

  private static final int MAIL_BYTES = 200;
  private static final int MAILS_WAITING = 50;
  private static final int REMOVED_EVERY = 7;

  private Recorded() {}

  /** {@return a recording of it, whose clock stands still} */
  static Recording server(int limit) {
    RetentionRecorder recorder = RetentionRecorder.ofMaxBytes(1 << 24, () -> 0);
    serve(recorder, Owner.named("users", Bound.entries(limit)), limit);
    return recorder.recording();
  }

  static void serve(RetentionListener listener, Owner users, int limit) {
    Owner requests = Owner.named("requests");
    Owner mails = Owner.named("mails");
    boolean[] held = new boolean[REQUESTS];
    int count = 0;
    int oldest = 0;
    for (int id = 0; id < REQUESTS; id++) {
      listener.allocated(requests, GARBAGE_BYTES);
      listener.retained(users, id, ENTRY_BYTES);
      held[id] = true;
      count++;
      while (count > limit) {
        if (held[oldest]) {
          held[oldest] = false;
          count--;
          listener.released(users, oldest, ENTRY_BYTES, ReleaseCause.EVICTED);
        }
        oldest++;
      }
      if (id % REMOVED_EVERY == 0 && id > 0 && held[id - 1]) {
        held[id - 1] = false;
        count--;
        listener.released(users, id - 1, ENTRY_BYTES, ReleaseCause.REMOVED);
      }
      listener.retained(mails, id, MAIL_BYTES);
      if (id >= MAILS_WAITING) {
        listener.released(mails, id - MAILS_WAITING, MAIL_BYTES, ReleaseCause.DRAINED);
      }
    }
  }
}
