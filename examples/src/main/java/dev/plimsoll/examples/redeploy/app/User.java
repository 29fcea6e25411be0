package dev.plimsoll.examples.redeploy.app;

/** What the application caches: 100 KB each. */
final class User {

  private static final int PICTURE_BYTES = 100_000;

  private final int number;
  private final byte[] picture = new byte[PICTURE_BYTES];

  private User(int number) {
    this.number = number;
  }

  /**
   * A key of the application's own class, too: users of two deployments are never the same.
   *
   * @param number who it is
   */
  record Key(int number) {}

  static User load(Object key) {
    return new User(((Key) key).number());
  }

  @Override
  public String toString() {
    return "user " + number + ", picture of " + picture.length + " bytes";
  }
}
