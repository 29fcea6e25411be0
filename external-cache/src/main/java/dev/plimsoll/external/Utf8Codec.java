package dev.plimsoll.external;

import java.nio.charset.StandardCharsets;

/** Strings as UTF-8. */
enum Utf8Codec implements Codec<String> {
  INSTANCE;

  @Override
  public int id() {
    return 2;
  }

  @Override
  public byte[] encode(String value) {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String decode(byte[] source, int offset, int length) {
    return new String(source, offset, length, StandardCharsets.UTF_8);
  }
}
