package dev.plimsoll.queue;

/** The alarms of one queue, when to judge them, and who hears of them. Guarded by the queue. */
final class Alarms {

  private final AlarmBoard board;
  private final LevelTrip depth;
  private final LevelTrip weight;
  private final Newsroom.Desk<Alarm> desk;

  Alarms(Marks depthMarks, Marks weightMarks, AlarmPolicy policy, Newsroom newsroom) {
    board = new AlarmBoard(Symptoms.of(depthMarks, weightMarks, policy), policy);
    depth = new LevelTrip(depthMarks);
    weight = new LevelTrip(weightMarks);
    desk = newsroom.newDesk();
  }

  boolean isEmpty() {
    return board.isEmpty();
  }

  /** Whether the depth has raised its alarm. */
  boolean isRaised() {
    return board.state(Alarm.Kind.HIGH_WATERMARK).isRaised();
  }

  Newsroom.Desk<Alarm> desk() {
    return desk;
  }

  /** Between which depths nothing need be judged. */
  LevelTrip depth() {
    return depth;
  }

  /** Between which weights nothing need be judged. */
  LevelTrip weight() {
    return weight;
  }

  boolean isTripped(long depthNow, long weightNow) {
    return depth.isTripped(depthNow) || weight.isTripped(weightNow);
  }

  void judge(QueueSnapshot snapshot, long now) {
    for (Alarm alarm : board.judge(snapshot, now)) {
      AlarmEvent.commit(alarm);
      desk.post(alarm);
    }
    depth.follow(board.state(Alarm.Kind.HIGH_WATERMARK));
    weight.follow(board.state(Alarm.Kind.HIGH_WEIGHT));
  }
}
