package dev.plimsoll.examples.jvm;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Collection;
import java.util.stream.Collectors;

/** Where classes were loaded from. */
final class ClassPath {

  private ClassPath() {}

  /**
   * {@return a class path that finds each of the classes} Asked of the classes themselves, because
   * the {@code java.class.path} of a JVM that Maven or a test runner started names their launcher.
   */
  static String of(Collection<Class<?>> classes) {
    return classes.stream()
        .map(ClassPath::source)
        .distinct()
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Path source(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IllegalArgumentException(type + " was not loaded from a folder or a jar");
    }
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(type + " was loaded from " + source.getLocation(), e);
    }
  }
}
