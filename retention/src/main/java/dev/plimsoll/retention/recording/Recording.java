package dev.plimsoll.retention.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What containers did: retained, released and allocated, in the order in which it was reported.
 * Made by a {@link RetentionRecorder}, kept in a file that carries its version and a checksum.
 *
 * <p>Immutable, and safe for use by many threads.
 */
public final class Recording {

  private final List<RecordedOwner> owners;
  private final long events;
  private final long lost;
  private final long nanos;
  private final byte[] encoded;

  Recording(List<RecordedOwner> owners, long events, long lost, long nanos, byte[] encoded) {
    this.owners = List.copyOf(owners);
    this.events = events;
    this.lost = lost;
    this.nanos = nanos;
    this.encoded = encoded;
  }

  /** {@return the owners, in the order in which they first reported} */
  public List<RecordedOwner> owners() {
    return owners;
  }

  /** {@return how many events it holds} */
  public long events() {
    return events;
  }

  /** {@return how many later events were not recorded, because the bound was reached} */
  public long lost() {
    return lost;
  }

  /**
   * {@return how long it took: nanoseconds from its first event until it was taken, or until it was
   * full}
   */
  public long nanos() {
    return nanos;
  }

  /** {@return how many bytes its events take} */
  public long bytes() {
    return encoded.length;
  }

  /**
   * Shows all events, in order.
   *
   * @param visitor who is shown them
   */
  public void forEach(RecordingVisitor visitor) {
    new EventDecoder(encoded, owners.size()).decode(events, visitor);
  }

  /**
   * Writes this to a file, all of it or nothing: beside the file first, then in its place.
   *
   * @param file where to; what is there is replaced
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    RecordingFile.write(this, encoded, file);
  }

  /**
   * {@return the recording in a file}
   *
   * @param file where it is
   * @throws MalformedRecordingException if the file is no recording, truncated or corrupted
   * @throws IOException if it cannot be read
   */
  public static Recording read(Path file) throws IOException {
    return RecordingFile.read(file);
  }
}
