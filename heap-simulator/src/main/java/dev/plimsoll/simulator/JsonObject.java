package dev.plimsoll.simulator;

import dev.plimsoll.retention.internal.Json;
import java.util.Locale;

/** Writes one flat JSON object, in the order in which members are added. */
final class JsonObject {

  private final StringBuilder text = new StringBuilder("{");

  JsonObject add(String name, String value) {
    return addRaw(name, Json.quote(value));
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
    text.append(Json.quote(name)).append(':').append(json);
    return this;
  }

  String end() {
    return text.append('}').toString();
  }
}
