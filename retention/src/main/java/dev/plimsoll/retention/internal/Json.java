package dev.plimsoll.retention.internal;

import java.util.Locale;

/** As much of JSON (RFC 8259) as writing it by hand needs. */
public final class Json {

  private Json() {}

  /**
   * {@return a text as a JSON string, in ASCII}
   *
   * <p>Everything beyond ASCII is escaped, lone surrogates among it, which no encoding can hold.
   *
   * @param text any text
   */
  public static String quote(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
