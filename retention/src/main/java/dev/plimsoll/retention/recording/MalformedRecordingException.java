package dev.plimsoll.retention.recording;

import java.io.IOException;

/** A file is no recording, or a damaged one. The message names what was found and expected. */
public final class MalformedRecordingException extends IOException {

  private static final long serialVersionUID = 1L;

  MalformedRecordingException(String message) {
    super(message);
  }
}
