package dev.plimsoll.queue;

import static java.lang.System.Logger.Level.WARNING;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Elements that wait in a file behind the ring. Not thread-safe. */
final class Spill<E> implements AutoCloseable {

  private static final System.Logger LOGGER = System.getLogger(Spill.class.getName());

  /** An element back from the file, and when it was spilled. */
  record Returned<E>(E element, long bytes, long stamp, long lifetime) {}

  private final SpillFile file;
  private final Function<E, byte[]> encode;
  private final Function<byte[], E> decode;
  private final Weigher<E> weigher;
  private final Lifetime<E> lifetime;
  private final long openedAt;

  /** Records of an earlier run that still come first; the clock of their stamps is gone. */
  private long found;

  private long undecodable;
  private long failedReads;

  Spill(RejectionPolicy.SpillTo<E> policy, Weigher<E> weigher, Lifetime<E> lifetime, long now) {
    this.weigher = weigher;
    this.lifetime = lifetime;
    file = SpillFile.open(policy.file(), policy.maxBytes());
    found = file.count();
    openedAt = now;
    encode = policy.encode();
    decode = policy.decode();
  }

  long count() {
    return file.count();
  }

  /** Records that could not be decoded: they are lost, and counted. */
  long undecodable() {
    return undecodable;
  }

  boolean append(E element, long stamp) {
    byte[] encoded = encode.apply(element);
    ByteBuffer record = ByteBuffer.allocate(Long.BYTES + encoded.length);
    return file.append(record.putLong(stamp).put(encoded).array());
  }

  /** Takes the oldest out; null if there is none, or none that can be read at present. */
  @Nullable Returned<E> next() {
    try {
      for (byte[] record = file.next(); record != null; record = file.next()) {
        Returned<E> back = decode(record);
        if (back != null) {
          return back;
        }
      }
    } catch (UncheckedIOException e) {
      // Whoever takes the element before must get it. The file is tried again at the next one.
      if (Long.bitCount(++failedReads) == 1) {
        LOGGER.log(WARNING, count() + " elements wait in a file that cannot be read", e);
      }
    }
    return null;
  }

  private @Nullable Returned<E> decode(byte[] record) {
    long stamp = found > 0 ? openedAt : ByteBuffer.wrap(record).getLong();
    found = Math.max(0, found - 1);
    try {
      E element = decode.apply(Arrays.copyOfRange(record, Long.BYTES, record.length));
      Objects.requireNonNull(element, "decoded element");
      return new Returned<>(element, weigher.bytes(element), stamp, lifetime.of(element));
    } catch (RuntimeException e) {
      undecodable++;
      LOGGER.log(WARNING, "a spilled element could not be decoded and is dropped", e);
      return null;
    }
  }

  /** Deletes the file, unless there is something left in it that could not be read. */
  @Override
  public void close() {
    try {
      file.close();
    } catch (UncheckedIOException e) {
      LOGGER.log(WARNING, "a spill file stays", e);
    }
  }
}
