package dev.plimsoll.retention.recording;

import dev.plimsoll.retention.Bound;
import dev.plimsoll.retention.ReleaseCause;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * A recording's file, big-endian: magic (8 bytes), version (2), length of what follows up to the
 * checksum (8); events, lost events and nanoseconds (8 each); number of owners (4), each a name
 * (modified UTF-8 with its length) with the kind (1) and limit (8) of its bound; length of the
 * encoded events (4), the events; CRC-32C of all before (4).
 */
final class RecordingFile {

  static final long MAGIC = 0x504C_494D_5245_4331L; // PLIMREC1
  static final int VERSION = 1;
  private static final int HEAD_BYTES = 8 + 2 + 8;
  private static final int CHECKSUM_BYTES = 4;
  private static final int MOST_NAME = 1 << 14;

  private RecordingFile() {}

  static void write(Recording recording, byte[] encoded, Path file) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".part");
    try {
      CheckedOutputStream checked =
          new CheckedOutputStream(
              new BufferedOutputStream(Files.newOutputStream(beside), 1 << 16), new CRC32C());
      try (DataOutputStream out = new DataOutputStream(checked)) {
        byte[] owners = owners(recording.owners());
        out.writeLong(MAGIC);
        out.writeShort(VERSION);
        out.writeLong(3 * 8 + owners.length + 4L + encoded.length);
        out.writeLong(recording.events());
        out.writeLong(recording.lost());
        out.writeLong(recording.nanos());
        out.write(owners);
        out.writeInt(encoded.length);
        out.write(encoded);
        out.writeInt((int) checked.getChecksum().getValue());
      }
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  // The ordinal is fixed by the format's version: a test holds their order.
  @SuppressWarnings("EnumOrdinal")
  private static byte[] owners(List<RecordedOwner> owners) throws IOException {
    var bytes = new java.io.ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(owners.size());
    for (RecordedOwner owner : owners) {
      String name = owner.name();
      out.writeUTF(name.length() > MOST_NAME ? name.substring(0, MOST_NAME) : name);
      out.writeByte(owner.bound().kind().ordinal());
      out.writeLong(owner.bound().limit());
    }
    return bytes.toByteArray();
  }

  static Recording read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    checkHead(file, bytes, in);
    checkSum(file, bytes);
    try {
      Recording recording = readBody(in);
      // Whoever wrote a right checksum over wrong events is found out here, not in a replay.
      recording.forEach(new Checked());
      return recording;
    } catch (EOFException | IllegalArgumentException | IllegalStateException e) {
      MalformedRecordingException malformed =
          new MalformedRecordingException(file + " is damaged: " + e.getMessage());
      malformed.initCause(e);
      throw malformed;
    }
  }

  private static void checkHead(Path file, byte[] bytes, DataInputStream in) throws IOException {
    if (bytes.length < HEAD_BYTES) {
      throw new MalformedRecordingException(
          file + " is no recording, or truncated: it has " + bytes.length + " bytes");
    }
    long magic = in.readLong();
    if (magic != MAGIC) {
      throw new MalformedRecordingException(
          String.format("%s is no recording: it begins with 0x%016x", file, magic));
    }
    int version = in.readUnsignedShort();
    if (version != VERSION) {
      throw new MalformedRecordingException(
          file + " has version " + version + "; this library reads version " + VERSION);
    }
    long length = in.readLong();
    if (length != bytes.length - HEAD_BYTES - (long) CHECKSUM_BYTES) {
      throw new MalformedRecordingException(
          file
              + " is truncated or has grown: it has "
              + bytes.length
              + " bytes and should have "
              + (length + HEAD_BYTES + CHECKSUM_BYTES));
    }
  }

  private static void checkSum(Path file, byte[] bytes) throws IOException {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, bytes.length - CHECKSUM_BYTES);
    int written =
        new DataInputStream(
                new ByteArrayInputStream(bytes, bytes.length - CHECKSUM_BYTES, CHECKSUM_BYTES))
            .readInt();
    if (written != (int) checksum.getValue()) {
      throw new MalformedRecordingException(
          String.format(
              "%s is corrupted: its checksum is 0x%08x, its content's 0x%08x",
              file, written, (int) checksum.getValue()));
    }
  }

  private static Recording readBody(DataInputStream in) throws IOException {
    long events = in.readLong();
    long lost = in.readLong();
    long nanos = in.readLong();
    if (events < 0 || lost < 0 || nanos < 0) {
      throw new IllegalArgumentException(
          "events " + events + ", lost " + lost + ", nanoseconds " + nanos);
    }
    int count = in.readInt();
    if (count < 0 || count > RetentionRecorder.MOST_OWNERS) {
      throw new IllegalArgumentException("owners " + count);
    }
    List<RecordedOwner> owners = new ArrayList<>();
    Bound.Kind[] kinds = Bound.Kind.values();
    for (int i = 0; i < count; i++) {
      String name = in.readUTF();
      int kind = in.readUnsignedByte();
      if (kind >= kinds.length) {
        throw new IllegalArgumentException("kind of bound " + kind);
      }
      owners.add(new RecordedOwner(name, new Bound(kinds[kind], in.readLong())));
    }
    int length = in.readInt();
    if (length != in.available() - CHECKSUM_BYTES) {
      throw new IllegalArgumentException("length of events " + length);
    }
    return new Recording(owners, events, lost, nanos, in.readNBytes(length));
  }

  /** Sizes that no recorder was told. */
  private static final class Checked implements RecordingVisitor {
    @Override
    public void retained(int owner, long id, long bytes) {
      check(bytes);
    }

    @Override
    public void released(int owner, long id, ReleaseCause cause) {}

    @Override
    public void allocated(int owner, long bytes) {
      check(bytes);
    }

    private static void check(long bytes) {
      if (bytes < -1) {
        throw new IllegalStateException("an object of " + bytes + " bytes");
      }
    }
  }
}
