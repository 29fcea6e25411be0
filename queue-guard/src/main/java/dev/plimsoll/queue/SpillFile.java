package dev.plimsoll.queue;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A first-in-first-out file of records, of bounded size: a header with two ever-growing positions,
 * then a region that is used as a ring. The header is written after the data, so that a process
 * that dies loses at most the record it was writing. What fails changes nothing: it can be tried
 * again. Not thread-safe.
 */
final class SpillFile implements AutoCloseable {

  private static final long MAGIC = 0x504c494d53504c31L; // "PLIMSPL1"
  private static final int HEADER_BYTES = 4 * Long.BYTES;
  private static final int RECORD_HEADER_BYTES = Integer.BYTES;

  private final Path path;

  // Not a channel: the first thread that came with its interrupt flag set would close it for all.
  private final RandomAccessFile file;
  private long region;
  private long readAt;
  private long writtenTo;
  private long count;

  /** Opens or creates the file and takes its lock. */
  static SpillFile open(Path path, long maxBytes) {
    if (maxBytes <= HEADER_BYTES + RECORD_HEADER_BYTES) {
      throw new IllegalArgumentException(
          "maxBytes leaves no room for one record: " + maxBytes + ", give some kilobytes");
    }
    try {
      RandomAccessFile opened = new RandomAccessFile(path.toFile(), "rw");
      try {
        SpillFile file = new SpillFile(path, opened, maxBytes - HEADER_BYTES);
        file.lock();
        file.readHeader();
        file.countFound();
        return file;
      } catch (IOException | RuntimeException e) {
        opened.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the spill file " + path, e);
    }
  }

  private SpillFile(Path path, RandomAccessFile file, long region) {
    this.path = path;
    this.file = file;
    this.region = region;
  }

  long count() {
    return count;
  }

  /** Appends a record, or answers false when it does not fit. */
  boolean append(byte[] bytes) {
    long needed = RECORD_HEADER_BYTES + (long) bytes.length;
    if (writtenTo - readAt + needed > region) {
      return false;
    }
    ByteBuffer record = ByteBuffer.allocate((int) needed);
    record.putInt(bytes.length).put(bytes).flip();
    try {
      write(record, writtenTo);
      writeHeader(readAt, writtenTo + needed);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the spill file " + path, e);
    }
    count++;
    return true;
  }

  /**
   * Takes the oldest record out.
   *
   * @throws UncheckedIOException if it cannot be read; it is still the oldest then
   */
  byte @Nullable [] next() {
    if (count == 0) {
      return null;
    }
    try {
      int length = lengthAt(readAt);
      byte[] bytes = read(readAt + RECORD_HEADER_BYTES, length).array();
      writeHeader(readAt + RECORD_HEADER_BYTES + length, writtenTo);
      count--;
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the spill file " + path, e);
    }
  }

  /** Closes the file and deletes it, unless there are records in it that could not be read. */
  @Override
  public void close() {
    try {
      file.close();
      if (count == 0) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete the spill file " + path, e);
    }
  }

  private void lock() throws IOException {
    boolean interrupted = Thread.interrupted();
    FileLock lock;
    try {
      lock = file.getChannel().tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    if (lock == null) {
      throw new IllegalStateException(
          "the spill file " + path + " is in use by another queue; give each queue its own");
    }
  }

  private void readHeader() throws IOException {
    if (file.length() == 0) {
      writeHeader(readAt, writtenTo);
      return;
    }
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    if (file.length() >= HEADER_BYTES) {
      readFully(header.slice(), 0);
    }
    if (header.getLong() != MAGIC) {
      throw new IllegalStateException(
          path + " is no spill file; it is left as it is, give another path");
    }
    region = header.getLong();
    readAt = header.getLong();
    writtenTo = header.getLong();
    if (region <= 0 || readAt < 0 || readAt > writtenTo || writtenTo - readAt > region) {
      throw damaged();
    }
  }

  private void countFound() throws IOException {
    try {
      for (long at = readAt; at < writtenTo; count++) {
        at += RECORD_HEADER_BYTES + (long) lengthAt(at);
      }
    } catch (EOFException e) {
      throw damaged();
    }
  }

  private IllegalStateException damaged() {
    return new IllegalStateException("the spill file " + path + " is damaged; move it away");
  }

  private int lengthAt(long at) throws IOException {
    int length = read(at, RECORD_HEADER_BYTES).getInt();
    if (length < 0 || at + RECORD_HEADER_BYTES + length > writtenTo) {
      throw new EOFException("a record of " + length + " bytes at " + at + " of " + writtenTo);
    }
    return length;
  }

  private void writeHeader(long newReadAt, long newWrittenTo) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    header.putLong(MAGIC).putLong(region).putLong(newReadAt).putLong(newWrittenTo).flip();
    writeFully(header, 0);
    readAt = newReadAt;
    writtenTo = newWrittenTo;
  }

  private void write(ByteBuffer source, long position) throws IOException {
    long offset = position % region;
    int untilEnd = (int) Math.min(source.remaining(), region - offset);
    writeFully(source.slice(0, untilEnd), HEADER_BYTES + offset);
    writeFully(source.slice(untilEnd, source.remaining() - untilEnd), HEADER_BYTES);
  }

  private ByteBuffer read(long position, int length) throws IOException {
    ByteBuffer target = ByteBuffer.allocate(length);
    long offset = position % region;
    int untilEnd = (int) Math.min(length, region - offset);
    readFully(target.slice(0, untilEnd), HEADER_BYTES + offset);
    readFully(target.slice(untilEnd, length - untilEnd), HEADER_BYTES);
    return target;
  }

  private void writeFully(ByteBuffer source, long at) throws IOException {
    file.seek(at);
    file.write(source.array(), source.arrayOffset(), source.limit());
  }

  private void readFully(ByteBuffer target, long at) throws IOException {
    file.seek(at);
    file.readFully(target.array(), target.arrayOffset(), target.limit());
  }
}
