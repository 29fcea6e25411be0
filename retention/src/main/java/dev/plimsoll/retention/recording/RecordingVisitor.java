package dev.plimsoll.retention.recording;

import dev.plimsoll.retention.ReleaseCause;

/**
 * Is shown the events of a {@link Recording} in the order in which they were reported. Owners are
 * told by their place in {@link Recording#owners()}.
 */
public interface RecordingVisitor {

  /**
   * An owner's container began to hold an object.
   *
   * @param owner the owner's place
   * @param id the container's own number for this stay
   * @param bytes the object's size, or {@link
   *     dev.plimsoll.retention.RetentionListener#UNKNOWN_BYTES}
   */
  void retained(int owner, long id, long bytes);

  /**
   * An owner's container let go of an object. Its retention may lie before the recording began.
   *
   * @param owner the owner's place
   * @param id the number given when it was retained
   * @param cause why
   */
  void released(int owner, long id, ReleaseCause cause);

  /**
   * Memory was allocated that nobody keeps.
   *
   * @param owner the owner's place
   * @param bytes how much
   */
  void allocated(int owner, long bytes);
}
