package dev.plimsoll.watch.dump;

/** Class names as Java writes them. */
public final class JavaNames {

  private JavaNames() {}

  /**
   * {@return a class name as Java writes it: {@code java.lang.Object[]}}
   *
   * @param name as the JVM writes it: {@code [Ljava.lang.Object;} or {@code [Ljava/lang/Object;}
   */
  public static String fromJvm(String name) {
    int dimensions = 0;
    while (name.startsWith("[", dimensions)) {
      dimensions++;
    }
    String element = dimensions == 0 ? name : element(name.substring(dimensions));
    return element.replace('/', '.') + "[]".repeat(dimensions);
  }

  private static String element(String descriptor) {
    return switch (descriptor) {
      case "Z" -> "boolean";
      case "C" -> "char";
      case "F" -> "float";
      case "D" -> "double";
      case "B" -> "byte";
      case "S" -> "short";
      case "I" -> "int";
      case "J" -> "long";
      default ->
          descriptor.startsWith("L") && descriptor.endsWith(";")
              ? descriptor.substring(1, descriptor.length() - 1)
              : descriptor;
    };
  }
}
