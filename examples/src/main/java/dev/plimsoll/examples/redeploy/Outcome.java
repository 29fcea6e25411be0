package dev.plimsoll.examples.redeploy;

import java.util.Scanner;

/**
 * What was left of an application after it was deployed and undeployed many times.
 *
 * @param deployments how often
 * @param loadersKept how many of their class loaders were still reachable at the end
 * @param leaksFound how many of the applications Tomcat itself lists as leaks
 * @param warnings how many warnings Tomcat logged
 * @param heapGrowth bytes of heap that were added after the first deployments, collected
 * @param metaspaceGrowth bytes of metaspace that were added after the first deployments
 */
public record Outcome(
    int deployments,
    int loadersKept,
    int leaksFound,
    int warnings,
    long heapGrowth,
    long metaspaceGrowth) {

  /** {@return the outcome as one line that {@link #parse} reads} */
  String line() {
    return "%d %d %d %d %d %d"
        .formatted(deployments, loadersKept, leaksFound, warnings, heapGrowth, metaspaceGrowth);
  }

  static Outcome parse(String line) {
    try (Scanner figures = new Scanner(line)) {
      return new Outcome(
          figures.nextInt(),
          figures.nextInt(),
          figures.nextInt(),
          figures.nextInt(),
          figures.nextLong(),
          figures.nextLong());
    }
  }
}
