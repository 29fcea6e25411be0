package dev.plimsoll.examples.demo;

import java.util.Locale;

/** Stands for the database: makes a user's record of about 10 KB, the same one every time. */
final class Database {

  private static final int PROFILE_CHARACTERS = 10_240;
  private static final String[] GOODS = {"tea", "books", "paper", "lamps", "chairs", "maps"};

  User load(int id) {
    return new User(id, "User " + id, "user-" + id + "@example.org", profile(id));
  }

  private static String profile(int id) {
    StringBuilder text = new StringBuilder(PROFILE_CHARACTERS);
    for (int order = 1; text.length() < PROFILE_CHARACTERS; order++) {
      text.append("order ").append(order).append(": ");
      text.append(1 + (id + order) % 9).append(' ').append(GOODS[(id + order) % GOODS.length]);
      text.append(String.format(Locale.ROOT, " for %d.%02d EUR%n", 5 + order % 40, id % 100));
    }
    text.setLength(PROFILE_CHARACTERS);
    return text.toString();
  }
}
