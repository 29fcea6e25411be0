package dev.plimsoll.queue;

/**
 * One view of an executor.
 *
 * @param queue its queue; tasks that began count as taken
 * @param threads how many threads serve it, deaf ones included
 * @param active how many of them run a task
 * @param callerRan tasks that the submitting thread had to run itself
 * @param timedOut runs that were interrupted because they were overdue
 * @param deaf threads whose overdue run does not heed its interrupt, now
 * @param replaced threads that were started in place of deaf ones
 */
public record ExecutorSnapshot(
    QueueSnapshot queue,
    int threads,
    int active,
    long callerRan,
    long timedOut,
    int deaf,
    long replaced) {

  /** {@return how many tasks were run to their end by its threads, however they ended} */
  public long completed() {
    return Math.max(0, queue.taken() - active);
  }
}
