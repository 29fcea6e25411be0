package dev.plimsoll.watch;

/**
 * Logs what failed: the first time, and then each time that the number has doubled, so that what
 * always fails does not fill the disk. Never throws itself: where memory has run out, the log may
 * fail, too. Not safe for use by several threads.
 */
final class StepLog {

  private static final System.Logger LOGGER = System.getLogger(StepLog.class.getName());

  private final String what;
  private long failures;
  private boolean owed;

  /**
   * Makes one.
   *
   * @param what the sentence that begins each line
   */
  StepLog(String what) {
    this.what = what;
  }

  void failed(Throwable failure) {
    failures++;
    if (!owed && Long.bitCount(failures) != 1) {
      return;
    }
    owed = true;
    try {
      LOGGER.log(System.Logger.Level.WARNING, what + " (failures: " + failures + ")", failure);
      owed = false;
    } catch (RuntimeException | Error noRoomToSayIt) {
      // Owed: the next failure is logged, and tells how many there were.
    }
  }
}
