package dev.plimsoll.examples.demo;

import java.time.Duration;

/**
 * What there is to see at one moment.
 *
 * @param elapsed since the load began
 * @param most how long the load may take
 * @param leaky one server
 * @param guarded the other
 */
record Frame(Duration elapsed, Duration most, Side leaky, Side guarded) {

  /**
   * One server.
   *
   * @param kind which
   * @param state what it does, in a word or two
   * @param answered requests it answered
   * @param requests requests it is to be asked
   * @param sample its own figures
   */
  record Side(ServerKind kind, String state, long answered, int requests, Sample sample) {}
}
