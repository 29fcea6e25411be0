package dev.plimsoll.examples.demo;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The slow consumer: sends one mail after the other, and each takes its time. Safe for use by many
 * threads.
 */
final class MailService implements AutoCloseable {

  /** Fifty mails a second; the load makes several hundred. */
  private static final long MILLIS_FOR_A_MAIL = 20;

  private final AtomicLong sent = new AtomicLong();
  private final Thread sender;

  private MailService(BlockingQueue<Mail> mails, Consumer<Mail> onTaken) {
    sender = new Thread(() -> sendAll(mails, onTaken), "mail-service");
    sender.setDaemon(true);
  }

  /**
   * Starts to send.
   *
   * @param mails where the mails wait
   * @param onTaken hears of each mail as it leaves the queue
   */
  static MailService start(BlockingQueue<Mail> mails, Consumer<Mail> onTaken) {
    MailService service = new MailService(mails, onTaken);
    service.sender.start();
    return service;
  }

  long sent() {
    return sent.get();
  }

  @Override
  public void close() {
    sender.interrupt();
  }

  private void sendAll(BlockingQueue<Mail> mails, Consumer<Mail> onTaken) {
    try {
      while (true) {
        onTaken.accept(mails.take());
        TimeUnit.MILLISECONDS.sleep(MILLIS_FOR_A_MAIL);
        sent.incrementAndGet();
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }
}
