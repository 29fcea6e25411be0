package dev.plimsoll.examples.demo;

import dev.plimsoll.retention.recording.Recording;
import dev.plimsoll.retention.recording.RetentionRecorder;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** The demo's guarded server, in this JVM and under load, with a recorder behind its containers. */
public final class RecordedServer {

  private static final int MILLIS_BETWEEN_LOOKS = 20;

  private RecordedServer() {}

  /**
   * {@return what its containers did while it answered so many requests}
   *
   * @param requests how many
   * @param perSecond how many a second at most
   * @throws IOException if it cannot be started
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  public static Recording record(int requests, int perSecond)
      throws IOException, InterruptedException {
    RetentionRecorder recorder = RetentionRecorder.create();
    try (DemoServer server = start(recorder);
        LoadGenerator load =
            LoadGenerator.start(
                URI.create("http://127.0.0.1:" + server.port()), requests, perSecond)) {
      while (!load.done()) {
        TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_LOOKS);
      }
      if (load.answered() < requests) {
        throw new IOException(
            "the server answered " + load.answered() + " of " + requests + " requests");
      }
      return recorder.recording();
    }
  }

  private static DemoServer start(RetentionRecorder recorder) throws IOException {
    try {
      return DemoServer.start(ServerKind.GUARDED, 0, recorder);
    } catch (UsageException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
