package dev.plimsoll.examples;

import dev.plimsoll.examples.redeploy.Outcome;
import dev.plimsoll.examples.redeploy.Redeployment;
import dev.plimsoll.examples.redeploy.Variant;

/**
 * One web application, deployed and undeployed 20 times on a real Tomcat: with plain static caches,
 * which keep each of its class loaders, and with caches that are cleared by their owner.
 */
public final class Example22Redeploy {

  private static final double MB = 1 << 20;

  private Example22Redeploy() {}

  /**
   * Prints what each variant leaves behind.
   *
   * @param arguments none
   * @throws Exception if a child JVM cannot be run
   */
  public static void main(String[] arguments) throws Exception {
    System.out.printf(
        "A web application that caches 10 users of 100 KB, deployed and undeployed %d times:%n",
        Redeployment.DEPLOYMENTS);
    System.out.printf(
        "%-48s %13s %15s %9s %12s%n",
        "", "loaders kept", "leaks by Tomcat", "heap, MB", "metaspace, MB");
    for (Variant variant : Variant.values()) {
      Outcome outcome = Redeployment.of(variant);
      System.out.printf(
          "  %-46s %13d %15d %+9.1f %+13.1f%n",
          variant.title(),
          outcome.loadersKept(),
          outcome.leaksFound(),
          outcome.heapGrowth() / MB,
          outcome.metaspaceGrowth() / MB);
    }
    System.out.println("(growth of heap and metaspace since the 5th deployment, both collected)");
  }
}
