package dev.plimsoll.examples.demo;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** Whether somebody watches. */
final class Terminal {

  private Terminal() {}

  /** {@return whether the output goes to a terminal that can redraw lines} */
  @SuppressWarnings("SystemConsoleNull") // Asked of the console itself where there always is one.
  static boolean isInteractive() {
    Console console = System.console();
    String type = System.getenv("TERM");
    return console != null && isTerminal(console) && type != null && !type.equals("dumb");
  }

  /** From Java 22 on there can be a console without a terminal, and a method that tells. */
  private static boolean isTerminal(Console console) {
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }
}
