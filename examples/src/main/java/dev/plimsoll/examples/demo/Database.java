package dev.plimsoll.examples.demo;

/** Stands for the database: makes a user's record of about 10 KB, the same one every time. */
final class Database {

  private static final int PROFILE_CHARACTERS = 10_240;
  private static final int LONGEST_LINE = 80;
  private static final String[] GOODS = {"tea", "books", "paper", "lamps", "chairs", "maps"};

  User load(int id) {
    return new User(id, "User " + id, "user-" + id + "@example.org", profile(id));
  }

  private static String profile(int id) {
    StringBuilder text = new StringBuilder(PROFILE_CHARACTERS + LONGEST_LINE);
    for (int order = 1; text.length() < PROFILE_CHARACTERS; order++) {
      text.append("order ").append(order).append(": ").append(1 + (id + order) % 9).append(' ');
      text.append(GOODS[(id + order) % GOODS.length]).append(" for ");
      text.append(5 + (id + order) % 40).append(" EUR\n");
    }
    text.setLength(PROFILE_CHARACTERS);
    return text.toString();
  }
}
