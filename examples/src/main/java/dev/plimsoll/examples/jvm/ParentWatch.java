package dev.plimsoll.examples.jvm;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Ends a child JVM together with its parent. The parent holds the other end of the child's standard
 * input, and the system closes it however the parent ends, so no child outlives a parent that was
 * killed.
 */
public final class ParentWatch {

  private ParentWatch() {}

  /** Starts a daemon thread that halts this JVM at the end of its standard input. */
  public static void start() {
    Thread thread = new Thread(() -> haltAtEnd(System.in), "parent-watch");
    thread.setDaemon(true);
    thread.start();
  }

  private static void haltAtEnd(InputStream in) {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // A broken pipe says the same as a closed one.
    }
    Runtime.getRuntime().halt(0);
  }
}
