package dev.plimsoll.examples;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs a lesson by its number, or lists them. */
public final class Examples {

  private static final int EXIT_USAGE = 2;
  private static final Pattern LESSON = Pattern.compile("(Example(\\d\\d)[A-Za-z]*)\\.class");

  private Examples() {}

  /**
   * Runs the lesson of a number; without one, lists all lessons. Exits with 2 if there is no such
   * lesson.
   *
   * @param arguments a number such as 04
   * @throws Exception whatever the lesson throws
   */
  public static void main(String[] arguments) throws Exception {
    SortedMap<String, Class<?>> lessons = lessons();
    if (arguments.length == 0) {
      System.out.println("Run one by its number, for example: ./mvnw -q -Pexample -Dexample=04");
      lessons.forEach((number, lesson) -> System.out.println(number + " " + title(lesson)));
      return;
    }
    Class<?> lesson = lessons.get(arguments[0]);
    if (lesson == null) {
      System.err.println(
          "no lesson has the number " + arguments[0] + "; there are " + lessons.keySet());
      System.exit(EXIT_USAGE);
    } else {
      run(lesson);
    }
  }

  private static void run(Class<?> lesson) throws Exception {
    try {
      lesson.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception thrown) {
        throw thrown;
      }
      throw e;
    }
  }

  /** {@return "An unbounded cache" for Example04AnUnboundedCache} */
  private static String title(Class<?> lesson) {
    String words =
        lesson.getSimpleName().substring("Example00".length()).replaceAll("(?<!^)([A-Z])", " $1");
    return words.isEmpty() ? "" : words.charAt(0) + words.substring(1).toLowerCase(Locale.ROOT);
  }

  /** {@return every class of this package that is named as a lesson, by its number} */
  static SortedMap<String, Class<?>> lessons() throws IOException, URISyntaxException {
    Path folder = Path.of(Examples.class.getResource("Examples.class").toURI()).getParent();
    SortedMap<String, Class<?>> lessons = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .map(file -> LESSON.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .forEach(name -> lessons.put(name.group(2), lesson(name.group(1))));
    }
    return lessons;
  }

  private static Class<?> lesson(String name) {
    try {
      return Class.forName(Examples.class.getPackageName() + '.' + name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(name + " was there a moment ago", e);
    }
  }
}
