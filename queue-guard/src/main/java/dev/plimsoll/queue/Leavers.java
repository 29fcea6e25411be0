package dev.plimsoll.queue;

import dev.plimsoll.retention.ReleaseCause;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Who has left under the locks, and what has come back from a file, to be told once the locks are
 * released. Not thread-safe.
 */
final class Leavers {

  private long[] ids = new long[8];
  private long[] bytes = new long[8];
  private final List<ReleaseCause> causes = new ArrayList<>();
  private long returnedBytes;

  void add(long id, long weight, ReleaseCause cause) {
    int count = causes.size();
    if (count == ids.length) {
      ids = Arrays.copyOf(ids, 2 * count);
      bytes = Arrays.copyOf(bytes, 2 * count);
    }
    ids[count] = id;
    bytes[count] = weight;
    causes.add(cause);
  }

  void addReturned(long weight) {
    returnedBytes += weight;
  }

  void tell(Residence residence) {
    for (int i = 0; i < causes.size(); i++) {
      residence.leave(ids[i], bytes[i], causes.get(i));
    }
    residence.reserve(returnedBytes);
  }
}
