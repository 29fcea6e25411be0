package dev.plimsoll.external.internal;

import org.jspecify.annotations.Nullable;

/**
 * A start-up check of a library's version: a host application may manage it to another one, and the
 * error that follows much later names nobody.
 */
public final class Requirement {

  private Requirement() {}

  /**
   * Checks that a class which only a fitting version has is there.
   *
   * @param library group and artifact
   * @param needed the version needed, for the message
   * @param witness a class of that version
   * @param sample a class of any version, whose package tells the version found
   * @throws IllegalStateException when the version found does not fit
   */
  public static void check(String library, String needed, String witness, String sample) {
    ClassLoader loader = Requirement.class.getClassLoader();
    if (find(witness, loader) == null) {
      Class<?> any = find(sample, loader);
      throw new IllegalStateException(
          "Plimsoll needs "
              + library
              + " "
              + needed
              + ", found "
              + (any == null ? "none" : versionOf(any))
              + ": add it to the class path, or set its managed version in your build");
    }
  }

  private static String versionOf(Class<?> type) {
    String version = type.getPackage().getImplementationVersion();
    return (version == null ? "an unknown version" : version)
        + " at "
        + type.getProtectionDomain().getCodeSource();
  }

  private static @Nullable Class<?> find(String name, ClassLoader loader) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }
}
