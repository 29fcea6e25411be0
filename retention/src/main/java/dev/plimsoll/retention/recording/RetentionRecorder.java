package dev.plimsoll.retention.recording;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionListener;
import dev.plimsoll.retention.recording.EventCodec.OwnerState;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what containers do, in memory: hand it to containers as their retention listener and
 * take the {@link Recording} when enough has happened.
 *
 * <p><b>Bounded size.</b> Events take one to five bytes mostly. From the first event on that does
 * not fit the bound, or comes from an owner too many ({@value #MOST_OWNERS} are told apart), events
 * are counted and not recorded: a recording is a beginning without gaps.
 *
 * <p><b>Bounded cost.</b> An event is encoded on the thread that reports it, under a lock that is
 * held for that alone; nothing is written to disk meanwhile, nothing waits for another thread but
 * for its encoding of one event. {@link dev.plimsoll.retention.BatchedRetention} in front spares
 * threads that report much at once the lock, at the price that events of different objects may
 * change order.
 *
 * <p>Safe for many threads. Keeps the owners it has heard of reachable, but not their containers.
 */
public final class RetentionRecorder implements RetentionListener {

  /** The bound unless told otherwise: 64 MB, about thirty million events. */
  public static final int DEFAULT_MAX_BYTES = 64 << 20;

  /** The most owners that a recording tells apart. */
  public static final int MOST_OWNERS = 1 << 16;

  private static final int LEAST_MAX_BYTES = Chunks.CHUNK_BYTES;
  private static final int MOST_MAX_BYTES = 1 << 30;

  private final long maxBytes;
  private final LongSupplier nanoClock;
  // All below under this lock.
  private final Object lock = new Object();
  private final Chunks chunks = new Chunks();
  private final IdentityHashMap<Owner, Integer> places = new IdentityHashMap<>();
  private final List<RecordedOwner> owners = new ArrayList<>();
  private final List<OwnerState> states = new ArrayList<>();
  private @Nullable Owner lastOwner;
  private int lastPlace;
  private int writtenPlace;
  private long events;
  private long lost;
  private long firstNanos;
  private long lastNanos;

  private RetentionRecorder(int maxBytes, LongSupplier nanoClock) {
    this.nanoClock = Objects.requireNonNull(nanoClock, "nanoClock");
    if (maxBytes < LEAST_MAX_BYTES || maxBytes > MOST_MAX_BYTES) {
      throw new IllegalArgumentException(
          "a recording's bound must be in ["
              + LEAST_MAX_BYTES
              + ", "
              + MOST_MAX_BYTES
              + "] bytes: "
              + maxBytes);
    }
    this.maxBytes = maxBytes;
  }

  /** {@return a recorder bounded by {@value #DEFAULT_MAX_BYTES} bytes} */
  public static RetentionRecorder create() {
    return ofMaxBytes(DEFAULT_MAX_BYTES);
  }

  /**
   * {@return a recorder}
   *
   * @param maxBytes how much memory its events may take; at least 64 KB, at most 1 GB
   * @throws IllegalArgumentException if that is out of range
   */
  public static RetentionRecorder ofMaxBytes(int maxBytes) {
    return ofMaxBytes(maxBytes, System::nanoTime);
  }

  /**
   * {@return a recorder with a clock of its own}
   *
   * @param maxBytes how much memory its events may take; at least 64 KB, at most 1 GB
   * @param nanoClock nanoseconds from any origin, never backwards; asked at the first event, once
   *     for thousands of events, and when the recording is taken
   * @throws IllegalArgumentException if the bound is out of range
   */
  public static RetentionRecorder ofMaxBytes(int maxBytes, LongSupplier nanoClock) {
    return new RetentionRecorder(maxBytes, nanoClock);
  }

  @Override
  public void retained(Owner owner, long id, long size) {
    long bytes = Math.max(size, UNKNOWN_BYTES);
    synchronized (lock) {
      int place = begin(owner);
      if (place >= 0) {
        OwnerState state = states.get(place);
        int other = bytes == state.lastBytes ? 0 : EventCodec.OTHER_SIZE;
        head(EventCodec.RETAINED | other, place, id - state.lastRetained - 1);
        if (other != 0) {
          chunks.putVarint(bytes + 1);
        }
        state.lastRetained = id;
        state.lastBytes = bytes;
      }
    }
  }

  @SuppressWarnings("EnumOrdinal") // Fixed by the format's version: a test holds their order.
  @Override
  public void released(Owner owner, long id, long bytes, ReleaseCause cause) {
    synchronized (lock) {
      int place = begin(owner);
      if (place >= 0) {
        OwnerState state = states.get(place);
        int tag = EventCodec.RELEASED | cause.ordinal() << EventCodec.CAUSE_SHIFT;
        head(tag, place, id - state.lastReleased - 1);
        state.lastReleased = id;
      }
    }
  }

  @Override
  public void allocated(Owner owner, long size) {
    long bytes = Math.max(size, 0);
    synchronized (lock) {
      int place = begin(owner);
      if (place >= 0) {
        OwnerState state = states.get(place);
        int other = bytes == state.lastAllocated ? 0 : EventCodec.OTHER_SIZE;
        head(EventCodec.ALLOCATED | other, place, 0);
        if (other != 0) {
          chunks.putVarint(bytes + 1);
        }
        state.lastAllocated = bytes;
      }
    }
  }

  /** {@return how many events were recorded} */
  public long events() {
    synchronized (lock) {
      return events;
    }
  }

  /** {@return how many events were not recorded, from the first on that found no room} */
  public long lost() {
    synchronized (lock) {
      return lost;
    }
  }

  /** {@return what was recorded so far; later events do not change it} */
  public Recording recording() {
    synchronized (lock) {
      if (events > 0 && lost == 0) {
        lastNanos = nanoClock.getAsLong();
      }
      return new Recording(owners, events, lost, lastNanos - firstNanos, chunks.toArray());
    }
  }

  /** The owner's place, with room for an event; -1 if there is none. */
  private int begin(Owner owner) {
    int place = owner == lastOwner ? lastPlace : placeOf(owner);
    if (place < 0 || lost > 0 || chunks.bytes() + EventCodec.MOST_EVENT_BYTES > maxBytes) {
      lost++;
      return -1;
    }
    if (events++ == 0) {
      firstNanos = nanoClock.getAsLong();
      lastNanos = firstNanos;
    }
    if (chunks.reserve(EventCodec.MOST_EVENT_BYTES)) {
      lastNanos = nanoClock.getAsLong();
    }
    return place;
  }

  private int placeOf(Owner owner) {
    Integer known = places.get(Objects.requireNonNull(owner, "owner"));
    if (known == null) {
      if (owners.size() == MOST_OWNERS) {
        return -1;
      }
      known = owners.size();
      places.put(owner, known);
      owners.add(new RecordedOwner(owner.name(), owner.bound()));
      states.add(new OwnerState());
    }
    lastOwner = owner;
    lastPlace = known;
    return known;
  }

  private void head(int tag, int place, long idDifference) {
    int owner = place == writtenPlace ? 0 : EventCodec.OTHER_OWNER;
    int id = idDifference == 0 ? 0 : EventCodec.OTHER_ID;
    chunks.put(tag | owner | id);
    if (owner != 0) {
      chunks.putVarint(place);
      writtenPlace = place;
    }
    if (id != 0) {
      chunks.putVarint(EventCodec.zigzag(idDifference));
    }
  }
}
