package dev.plimsoll.examples.demo;

/** Reads numbers of ports. */
final class Ports {

  private static final int LAST = 65_535;

  private Ports() {}

  static int parse(String text) throws UsageException {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= LAST) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Said below, in one voice with what is out of range.
    }
    throw new UsageException(
        "--port "
            + text
            + ": not a port. Give a number from 1 to "
            + LAST
            + ", or 0 for any that is free.");
  }

  static String inUse(int port) {
    return "port "
        + port
        + " is in use. Stop what listens there, or give another with --port (0: any free one).";
  }
}
