package dev.plimsoll.simulator;

import java.util.Locale;

/** Writes one flat JSON object, in the order in which members are added. */
final class JsonObject {

  private final StringBuilder text = new StringBuilder("{");

  JsonObject add(String name, String value) {
    return addRaw(name, quote(value));
  }

  JsonObject add(String name, long value) {
    return addRaw(name, Long.toString(value));
  }

  /** Adds a number with three decimals: microseconds of a time in milliseconds. */
  JsonObject add(String name, double value) {
    return addRaw(name, String.format(Locale.ROOT, "%.3f", value));
  }

  JsonObject addRaw(String name, String json) {
    if (text.length() > 1) {
      text.append(',');
    }
    text.append(quote(name)).append(':').append(json);
    return this;
  }

  String end() {
    return text.append('}').toString();
  }

  private static String quote(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
