package dev.plimsoll.watch.rule;

/** The latest values, as many as it was made for; 0 stands for those before the first. */
final class Ring {

  private final long[] values;
  private long added;

  Ring(int size) {
    this.values = new long[size];
  }

  void add(long value) {
    values[(int) (added++ % values.length)] = value;
  }

  /** Returns how many values it knows. */
  int known() {
    return (int) Math.min(added, values.length);
  }

  boolean isFull() {
    return added >= values.length;
  }

  /** Returns the value so many steps before the latest one. */
  long back(int steps) {
    return steps >= known() ? 0 : values[(int) ((added - 1 - steps) % values.length)];
  }

  /** Returns the oldest value that it can know. */
  long oldest() {
    return back(values.length - 1);
  }

  long lowest() {
    long low = Long.MAX_VALUE;
    for (int i = 0; i < known(); i++) {
      low = Math.min(low, values[i]);
    }
    return low;
  }

  long highest() {
    long high = 0;
    for (int i = 0; i < known(); i++) {
      high = Math.max(high, values[i]);
    }
    return high;
  }
}
