package dev.plimsoll.retention;

import java.util.List;

/** A string, its array, and one or two bytes for each character. */
final class StringFootprint implements Footprint<String> {

  private static final char LAST_OF_ONE_BYTE = '\u00ff';

  private final ObjectLayout layout;
  private final long shallow;

  StringFootprint(ObjectLayout layout) {
    this.layout = layout;
    // String: int hash, byte coder, boolean hashIsZero, byte[] value.
    this.shallow =
        FieldLayout.shallowSize(layout, List.of(Integer.BYTES, Byte.BYTES, Byte.BYTES), 1);
  }

  @Override
  public long bytes(String value) {
    if (value == null) {
      return 0;
    }
    int bytes =
        isLatin1(value) ? value.length() : Math.multiplyExact(value.length(), Character.BYTES);
    return shallow + layout.array(bytes, Byte.BYTES);
  }

  private static boolean isLatin1(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) > LAST_OF_ONE_BYTE) {
        return false;
      }
    }
    return true;
  }
}
