package dev.plimsoll.simulator;

/** Follows {@link MutatorShare} over full collections, as V8's tracer does since 5.7. */
final class MutatorShareMeter {

  private boolean started;
  private double lastEndMillis;
  private double averageMutatorMillis;
  private double averagePauseMillis;
  private MutatorShare share = MutatorShare.WHOLE;

  void fullCollectionEnded(double endMillis, double pauseMillis) {
    if (started) {
      update(Math.max(0, endMillis - lastEndMillis - pauseMillis), pauseMillis);
    }
    started = true;
    lastEndMillis = endMillis;
  }

  MutatorShare share() {
    return share;
  }

  private void update(double mutatorMillis, double pauseMillis) {
    boolean first = averageMutatorMillis == 0 && averagePauseMillis == 0;
    averageMutatorMillis = first ? mutatorMillis : (averageMutatorMillis + mutatorMillis) / 2;
    averagePauseMillis = first ? pauseMillis : (averagePauseMillis + pauseMillis) / 2;
    share =
        new MutatorShare(
            ratio(averageMutatorMillis, averagePauseMillis), ratio(mutatorMillis, pauseMillis));
  }

  private static double ratio(double mutatorMillis, double pauseMillis) {
    double total = mutatorMillis + pauseMillis;
    return total == 0 ? 0 : mutatorMillis / total;
  }
}
