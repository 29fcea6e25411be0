package dev.plimsoll.retention.internal;

import java.security.AccessController;
import java.security.PrivilegedAction;

/** Makes threads that keep nothing of whoever happened to ask for them first. */
public final class DaemonThreads {

  private static final long DEFAULT_STACK_SIZE = 0;

  private DaemonThreads() {}

  /**
   * {@return a daemon thread, not started, without the caller's context class loader, inheritable
   * thread locals and access control context}
   *
   * <p>Each of these three would keep a redeployed application's class loader alive for as long as
   * the thread runs.
   *
   * @param name the thread's name
   * @param body what it runs
   */
  @SuppressWarnings("removal") // A new thread captures its creator's context until JDK 24.
  public static Thread unstarted(String name, Runnable body) {
    PrivilegedAction<Thread> creation =
        () -> new Thread(null, body, name, DEFAULT_STACK_SIZE, false);
    Thread thread = AccessController.doPrivileged(creation);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    return thread;
  }
}
