package dev.plimsoll.examples.demo;

/**
 * What the server caches.
 *
 * @param id the user's number
 * @param name the user's name
 * @param mail where the user is written to
 * @param profile the rendered profile, in Latin-1
 */
record User(int id, String name, String mail, String profile) {

  /** The record, its strings' headers and the two short strings. */
  private static final long AROUND_THE_PROFILE = 200;

  /** {@return the bytes of heap that it occupies} */
  long bytes() {
    return AROUND_THE_PROFILE + profile.length();
  }
}
