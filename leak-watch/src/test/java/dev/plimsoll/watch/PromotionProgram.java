package dev.plimsoll.watch;

import dev.plimsoll.retention.RetentionLedger;
import dev.plimsoll.watch.WatchEvent.Collected;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import jdk.jfr.Recording;

/**
 * Promotes, with the watch and Flight Recorder on, and prints what each of them counted. Arguments:
 * a file for the recording, the bytes to allocate, those to keep at a time.
 */
final class PromotionProgram {

  static final String ASKED_FOR = "System.gc()";
  private static final int OBJECT = 2_000;

  private PromotionProgram() {}

  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0]);
    BlockingQueue<Collected> told = new LinkedBlockingQueue<>();
    List<Collected> young;
    LeakWatchConfig config = LeakWatchConfig.defaults().withAlerts(alert -> {});
    try (Recording recording = new Recording();
        LeakWatch watch = LeakWatch.start(RetentionLedger.create(), config)) {
      RecordedPauses.EVENTS.forEach(recording::enable);
      recording.start();
      watch.onEvent(
          event -> {
            if (event instanceof Collected collected) {
              told.add(collected);
            }
          });
      System.gc(); // from here on both count
      serve(Long.parseLong(arguments[1]), Long.parseLong(arguments[2]));
      System.gc(); // to here
      young = youngBetweenTheTwoAskedFor(told);
      recording.stop();
      recording.dump(file);
    }
    System.out.println(RecordedPauses.of(file).comparedWith(young));
  }

  private static List<Collected> youngBetweenTheTwoAskedFor(BlockingQueue<Collected> told)
      throws InterruptedException {
    List<Collected> young = new ArrayList<>();
    for (int askedFor = 0; askedFor < 2; ) {
      Collected collected = told.take();
      boolean isYoung = collected.kind().equals("end of minor GC");
      boolean isAskedFor = collected.cause().equals(ASKED_FOR);
      if (isYoung && !isAskedFor) {
        young.add(collected);
      } else if (isAskedFor && !isYoung) {
        askedFor++;
      }
    }
    return young;
  }

  /** Replaces what is kept in no order, so that old regions die in part. */
  private static void serve(long allocate, long keep) {
    Random random = new Random(1);
    List<byte[]> kept = new ArrayList<>();
    for (long allocated = 0; allocated < allocate; allocated += 4 * OBJECT) {
      if ((long) kept.size() * OBJECT < keep) {
        kept.add(new byte[OBJECT]);
      } else {
        kept.set(random.nextInt(kept.size()), new byte[OBJECT]);
      }
      if (new byte[3 * OBJECT].length == 0) {
        throw new AssertionError("arrays have the length asked for");
      }
    }
  }
}
