package dev.plimsoll.queue;

import dev.plimsoll.retention.ReleaseCause;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Who has left, and who has come back from a file, while the locks were held, in that order; to be
 * told once they are released. Written under the locks, then read by one thread.
 */
final class Movements {

  /** Hears the movements again; without a cause it is one that came back. */
  @FunctionalInterface
  interface Reader {
    void read(long id, long bytes, @Nullable ReleaseCause cause);
  }

  private int count;
  private long[] ids = new long[8];
  private long[] bytes = new long[8];
  private @Nullable ReleaseCause[] causes = new @Nullable ReleaseCause[8];

  void add(long id, long weight, @Nullable ReleaseCause cause) {
    if (count == ids.length) {
      ids = Arrays.copyOf(ids, 2 * count);
      bytes = Arrays.copyOf(bytes, 2 * count);
      causes = Arrays.copyOf(causes, 2 * count);
    }
    ids[count] = id;
    bytes[count] = weight;
    causes[count] = cause;
    count++;
  }

  void forEach(Reader reader) {
    for (int i = 0; i < count; i++) {
      reader.read(ids[i], bytes[i], causes[i]);
    }
  }
}
