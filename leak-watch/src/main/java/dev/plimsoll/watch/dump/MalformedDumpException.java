package dev.plimsoll.watch.dump;

import java.io.IOException;

/**
 * The file is no heap dump that can be read: cut off, of another format, or damaged. The message
 * says where.
 */
public final class MalformedDumpException extends IOException {

  private static final long serialVersionUID = 1L;

  MalformedDumpException(String message) {
    super(message);
  }
}
