package dev.plimsoll.examples.demo;

import java.io.IOException;
import java.net.URI;

/**
 * What a server answered.
 *
 * @param status the HTTP status, 0 if there was no answer
 * @param text the answer, or why there was none
 */
record Answer(int status, String text) {

  private static final int OK = 200;

  /** {@return the answer to one question} */
  static Answer of(URI uri) {
    try (HttpConnection connection = new HttpConnection(uri)) {
      return connection.get(uri.getPath());
    } catch (IOException e) {
      return new Answer(0, e.toString());
    }
  }

  boolean ok() {
    return status == OK;
  }
}
