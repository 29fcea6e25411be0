package dev.plimsoll.examples;

import dev.plimsoll.examples.demo.RecordedServer;
import dev.plimsoll.examples.print.Amount;
import dev.plimsoll.retention.recording.Recording;
import dev.plimsoll.simulator.whatif.Preset;
import dev.plimsoll.simulator.whatif.ReplayProgress;
import dev.plimsoll.simulator.whatif.WhatIf;
import dev.plimsoll.simulator.whatif.WhatIfReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Records what the containers of a real server do, and replays it on simulated heaps: which limit
 * of its cache lets entries die young, and what would a larger heap change?
 */
public final class Example11WhatIfTheCacheWereSmaller {

  private static final long MB = 1 << 20;
  private static final long HEAP = 64 * MB;

  /** What HotSpot makes of 64 MB. */
  private static final long NEW_SPACE = 21_824L << 10;

  private static final int REQUESTS = 8_000;
  private static final int PER_SECOND = 4_000;

  private Example11WhatIfTheCacheWereSmaller() {}

  /**
   * Prints the table and the advice, and draws the picture.
   *
   * @param arguments the directory for the recording and the picture, a temporary one unless told;
   *     and how many requests to record, 8,000 unless told
   * @throws IOException if a file cannot be written
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path directory =
        arguments.length > 0
            ? Path.of(arguments[0])
            : Files.createTempDirectory("plimsoll-what-if");
    Path file = directory.resolve("server.recording");
    int requests = arguments.length > 1 ? Integer.parseInt(arguments[1]) : REQUESTS;
    RecordedServer.record(requests, PER_SECOND).write(file);

    Recording recording = Recording.read(file);
    System.out.printf(
        "The demo's guarded server answered %s requests over HTTP; its containers reported %s"
            + " events (%s lost), %.1f bytes each.%n",
        Amount.count(requests),
        Amount.count(recording.events()),
        Amount.count(recording.lost()),
        (double) recording.bytes() / recording.events());
    WhatIfReport report = ask(recording);
    System.out.println();
    report.table().forEach(System.out::println);
    report.advice().forEach(System.out::println);
    Path picture = directory.resolve("what-if.svg");
    Files.writeString(picture, report.svg());
    System.out.println("The picture: " + picture + ", the recording: " + file);
  }

  static WhatIfReport ask(Recording recording) throws InterruptedException {
    return WhatIf.about(recording, "users")
        .withHeap(Preset.HOTSPOT_SERIAL, HEAP, NEW_SPACE)
        .withLimits(50, 100, 200, 400, 700, 1_500, 2_500)
        .withNewSpaces(4 * MB, 8 * MB, 12 * MB, 16 * MB, 32 * MB, 40 * MB)
        .withHeaps(40 * MB, 48 * MB, 56 * MB, 80 * MB, 96 * MB, 128 * MB)
        .withProgress(ReplayProgress.on(System.out))
        .run();
  }
}
