package dev.plimsoll.queue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A first-in-first-out file of records, of bounded size: a header with two ever-growing positions,
 * then a region that is used as a ring. The header is written after the data, so that a process
 * that dies loses at most the record it was writing. Not thread-safe.
 */
final class SpillFile implements AutoCloseable {

  private static final long MAGIC = 0x504c494d53504c31L; // "PLIMSPL1"
  private static final int HEADER_BYTES = 4 * Long.BYTES;
  private static final int RECORD_HEADER_BYTES = Integer.BYTES;

  private final Path path;
  private final FileChannel channel;
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
      FileChannel channel =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        SpillFile file = new SpillFile(path, channel, maxBytes - HEADER_BYTES);
        file.lock();
        file.readHeader();
        file.countFound();
        return file;
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the spill file " + path, e);
    }
  }

  private SpillFile(Path path, FileChannel channel, long region) {
    this.path = path;
    this.channel = channel;
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
      writtenTo += needed;
      writeHeader();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the spill file " + path, e);
    }
    count++;
    return true;
  }

  /** Takes the oldest record out. */
  byte @Nullable [] next() {
    if (count == 0) {
      return null;
    }
    try {
      int length = read(readAt, RECORD_HEADER_BYTES).getInt();
      byte[] bytes = read(readAt + RECORD_HEADER_BYTES, length).array();
      readAt += RECORD_HEADER_BYTES + (long) length;
      writeHeader();
      count--;
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the spill file " + path, e);
    }
  }

  /** Closes and deletes the file. */
  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete the spill file " + path, e);
    }
  }

  private void lock() throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw new IllegalStateException(
          "the spill file " + path + " is in use by another queue; give each queue its own");
    }
  }

  private void readHeader() throws IOException {
    if (channel.size() == 0) {
      writeHeader();
      return;
    }
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    readFully(header, 0);
    header.flip();
    if (header.remaining() < HEADER_BYTES || header.getLong() != MAGIC) {
      throw new IllegalStateException(
          path + " is no spill file; it is left as it is, give another path");
    }
    region = header.getLong();
    readAt = header.getLong();
    writtenTo = header.getLong();
    if (region <= 0 || readAt < 0 || readAt > writtenTo || writtenTo - readAt > region) {
      throw new IllegalStateException("the spill file " + path + " is damaged; move it away");
    }
  }

  private void countFound() throws IOException {
    for (long at = readAt; at < writtenTo; count++) {
      int length = read(at, RECORD_HEADER_BYTES).getInt();
      if (length < 0 || at + RECORD_HEADER_BYTES + length > writtenTo) {
        throw new IllegalStateException("the spill file " + path + " is damaged; move it away");
      }
      at += RECORD_HEADER_BYTES + (long) length;
    }
  }

  private void writeHeader() throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    header.putLong(MAGIC).putLong(region).putLong(readAt).putLong(writtenTo).flip();
    writeFully(header, 0);
  }

  private void write(ByteBuffer source, long position) throws IOException {
    long offset = position % region;
    int untilEnd = (int) Math.min(source.remaining(), region - offset);
    ByteBuffer beforeEnd = source.slice(source.position(), untilEnd);
    writeFully(beforeEnd, HEADER_BYTES + offset);
    source.position(source.position() + untilEnd);
    writeFully(source, HEADER_BYTES);
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
    long position = at;
    while (source.hasRemaining()) {
      position += channel.write(source, position);
    }
  }

  private void readFully(ByteBuffer target, long at) throws IOException {
    long position = at;
    while (target.hasRemaining()) {
      int read = channel.read(target, position);
      if (read < 0) {
        return;
      }
      position += read;
    }
  }
}
