package dev.plimsoll.queue;

/** One thing that can be wrong with a queue, judged by its snapshots alone. */
interface Symptom {

  Alarm.Kind kind();

  /** Reads the next snapshot; calls come in the order of time. */
  Reading read(QueueSnapshot snapshot, long now);

  /** Tells the last reading in the snapshot's numbers, as the rest of a sentence. */
  String describe(QueueSnapshot snapshot);
}
