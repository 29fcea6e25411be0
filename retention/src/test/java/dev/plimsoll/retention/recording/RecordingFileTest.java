package dev.plimsoll.retention.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plimsoll.retention.Bound;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingFileTest {

  private static final int VERSION_AT = 8;

  @TempDir private Path directory;
  private Path file;
  private Recording recording;
  private byte[] bytes;

  @BeforeEach
  void write_a_recording() throws IOException {
    RetentionRecorder recorder = RetentionRecorder.create();
    Owner users = Owner.named("users \u00e9\ud83d\ude00", Bound.bytes(1 << 20));
    Owner mails = Owner.named("mails");
    for (int id = 0; id < 10; id++) {
      recorder.retained(users, id, 100L + id);
      recorder.allocated(mails, 10);
    }
    recorder.released(users, 0, 100, ReleaseCause.REJECTED);
    recording = recorder.recording();
    file = directory.resolve("app.recording");
    recording.write(file);
    bytes = Files.readAllBytes(file);
  }

  private Path with(byte[] content) throws IOException {
    return Files.write(directory.resolve("changed.recording"), content);
  }

  @Test
  void what_was_written_is_read_again() throws IOException {
    Recording read = Recording.read(file);
    assertThat(read.owners()).isEqualTo(recording.owners());
    assertThat(read.events()).isEqualTo(21);
    assertThat(read.lost()).isZero();
    assertThat(read.nanos()).isEqualTo(recording.nanos()).isPositive();
    assertThat(RetentionRecorderTest.told(read)).isEqualTo(RetentionRecorderTest.told(recording));
  }

  @Test
  void nothing_is_left_beside_the_file() throws IOException {
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void a_file_cut_anywhere_is_refused_with_its_length() throws IOException {
    for (int length = 0; length < bytes.length; length++) {
      Path cut = with(Arrays.copyOf(bytes, length));
      assertThatExceptionOfType(MalformedRecordingException.class)
          .isThrownBy(() -> Recording.read(cut))
          .withMessageContaining(cut.toString())
          .withMessageContaining(length + " bytes");
    }
  }

  @Test
  void a_file_with_more_behind_it_is_refused() throws IOException {
    Path longer = with(Arrays.copyOf(bytes, bytes.length + 1));
    assertThatExceptionOfType(MalformedRecordingException.class)
        .isThrownBy(() -> Recording.read(longer))
        .withMessageContaining((bytes.length + 1) + " bytes and should have " + bytes.length);
  }

  @Test
  void a_changed_bit_in_any_byte_is_found() throws IOException {
    for (int at = 0; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      changed[at] ^= (byte) (1 << at % 8);
      Path damaged = with(changed);
      assertThatExceptionOfType(MalformedRecordingException.class)
          .isThrownBy(() -> Recording.read(damaged));
    }
  }

  @Test
  void another_version_is_named() throws IOException {
    byte[] changed = bytes.clone();
    changed[VERSION_AT + 1] = 7;
    Path other = with(changed);
    assertThatExceptionOfType(MalformedRecordingException.class)
        .isThrownBy(() -> Recording.read(other))
        .withMessageContaining("version 7")
        .withMessageContaining("reads version 1");
  }

  @Test
  void another_file_is_told_from_a_recording_by_its_first_bytes() throws IOException {
    Path other =
        with("JAVA PROFILE 1.0.2 and so on".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    assertThatExceptionOfType(MalformedRecordingException.class)
        .isThrownBy(() -> Recording.read(other))
        .withMessageContaining("is no recording: it begins with 0x4a41564120");
  }

  @Test
  void events_that_no_recorder_writes_are_refused_even_with_a_right_checksum() throws IOException {
    byte[] changed = bytes.clone();
    // The last event, a release: its kind becomes one that does not exist.
    int last = bytes.length - 4 - 1;
    while (changed[last] != (byte) (1 | 1 << 2 | 1 << 3 | 6 << 4)) {
      last--;
    }
    changed[last] |= 3;
    CRC32C checksum = new CRC32C();
    checksum.update(changed, 0, changed.length - 4);
    ByteBuffer.wrap(changed).putInt(changed.length - 4, (int) checksum.getValue());
    Path damaged = with(changed);
    assertThatExceptionOfType(MalformedRecordingException.class)
        .isThrownBy(() -> Recording.read(damaged))
        .withMessageContaining("is damaged")
        .withMessageContaining("tag ");
  }

  @Test
  void the_formats_numbers_are_those_of_version_1() {
    assertThat(ReleaseCause.values())
        .extracting(Enum::name)
        .containsExactly(
            "EVICTED", "REPLACED", "REMOVED", "EXPIRED", "CLEARED", "DRAINED", "REJECTED");
    assertThat(Bound.Kind.values())
        .extracting(Enum::name)
        .containsExactly("BYTES", "ENTRIES", "NONE", "BATCH");
  }
}
