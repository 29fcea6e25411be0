package dev.plimsoll.simulator.whatif;

import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionListener;
import dev.plimsoll.retention.recording.RecordedOwner;
import dev.plimsoll.retention.recording.Recording;
import dev.plimsoll.retention.recording.RecordingVisitor;
import dev.plimsoll.simulator.internal.LongIntMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A recording made ready to be replayed many times: 8 bytes an event, and each release names its
 * object by how many the owner had retained before it, so that replays look nothing up.
 */
final class Script {

  static final int RETAINED = 0;
  static final int RELEASED = 1;
  static final int ALLOCATED = 2;
  static final int KIND_MASK = 3;

  /** The release came from the limit that was there when the recording was made. */
  static final int BY_LIMIT = 1 << 2;

  static final int OWNER_SHIFT = 3;
  static final int WORD_BYTES = 8;

  /** Stands for an object whose size nobody can tell, as in a heap that listens itself. */
  private static final int UNKNOWN_WORDS = 8;

  final List<RecordedOwner> owners;
  final double millis;
  private final long[] retained;
  private int[] operations;
  private int[] values;
  private int size;
  private long unmatched;

  private Script(Recording recording) {
    owners = recording.owners();
    millis = recording.nanos() / 1e6;
    retained = new long[owners.size()];
    int events = (int) Math.min(recording.events(), Integer.MAX_VALUE - 64);
    operations = new int[Math.max(events, 1)];
    values = new int[operations.length];
  }

  static Script of(Recording recording) {
    Script script = new Script(recording);
    recording.forEach(new Compiler(script));
    return script;
  }

  int size() {
    return size;
  }

  int operation(int index) {
    return operations[index];
  }

  int value(int index) {
    return values[index];
  }

  /** How many objects the owner retained. */
  long retained(int owner) {
    return retained[owner];
  }

  /** Releases of objects that were retained before the recording began. */
  long unmatched() {
    return unmatched;
  }

  private void add(int operation, int owner, int value) {
    if (size == operations.length) {
      operations = Arrays.copyOf(operations, size + (size >> 1) + 1);
      values = Arrays.copyOf(values, operations.length);
    }
    operations[size] = operation | owner << OWNER_SHIFT;
    values[size++] = value;
  }

  private static int words(long bytes) {
    if (bytes > (long) Integer.MAX_VALUE * WORD_BYTES) {
      throw new IllegalArgumentException("no simulated heap has room for " + bytes + " bytes");
    }
    return (int) Math.max(1, (bytes + WORD_BYTES - 1) / WORD_BYTES);
  }

  private static final class Compiler implements RecordingVisitor {
    private final Script script;
    private final List<LongIntMap> held = new ArrayList<>();

    Compiler(Script script) {
      this.script = script;
      script.owners.forEach(owner -> held.add(new LongIntMap()));
    }

    @Override
    public void retained(int owner, long id, long bytes) {
      boolean known = bytes != RetentionListener.UNKNOWN_BYTES;
      script.add(RETAINED, owner, known ? words(bytes) : UNKNOWN_WORDS);
      int before = held.get(owner).put(id, (int) script.retained[owner]++);
      if (before != LongIntMap.NONE) {
        script.add(RELEASED, owner, before);
      }
    }

    @Override
    public void released(int owner, long id, ReleaseCause cause) {
      int index = held.get(owner).remove(id);
      if (index == LongIntMap.NONE) {
        script.unmatched++;
      } else {
        script.add(cause == ReleaseCause.EVICTED ? RELEASED | BY_LIMIT : RELEASED, owner, index);
      }
    }

    @Override
    public void allocated(int owner, long bytes) {
      if (bytes > 0) {
        script.add(ALLOCATED, owner, words(bytes));
      }
    }
  }
}
