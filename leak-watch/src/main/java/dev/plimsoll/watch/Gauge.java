package dev.plimsoll.watch;

import dev.plimsoll.watch.WatchEvent.Pressure.Kind;

/**
 * A resource beside the heap that can run short.
 *
 * @param kind which
 * @param used how much is used
 * @param limit how much there is; positive
 */
record Gauge(Kind kind, long used, long limit) {

  double level() {
    return (double) used / limit;
  }
}
