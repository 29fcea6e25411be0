package dev.plimsoll.watch.dump;

/** Hears how far a long piece of work has come. */
@FunctionalInterface
public interface Progress {

  /**
   * Some work is done.
   *
   * @param done how much, in units of the work
   * @param total how much there is
   */
  void at(long done, long total);

  /** {@return the listener that hears nothing} */
  static Progress none() {
    return (done, total) -> {};
  }
}
