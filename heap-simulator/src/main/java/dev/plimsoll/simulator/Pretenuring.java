package dev.plimsoll.simulator;

import dev.plimsoll.simulator.AllocationSite.Decision;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * V8's allocation-site pretenuring (Clifford et al., "Memento mori", ISMM 2015): behind each object
 * of a watched site lies a memento, by which a collection that finds the object alive for the first
 * time knows its site. What nearly always survives is then allocated where it would end up.
 */
final class Pretenuring {

  // By account; null for an owner's own.
  private final List<@Nullable AllocationSite> sites = new ArrayList<>();

  void add(AllocationSite site) {
    while (sites.size() <= site.account()) {
      sites.add(null);
    }
    sites.set(site.account(), site);
  }

  /** A collection found an object alive that none had found before. */
  void found(int account) {
    AllocationSite site = account < sites.size() ? sites.get(account) : null;
    if (site != null) {
      site.found++;
    }
  }

  /**
   * A collection has ended.
   *
   * @param atMaximum whether new space had its maximal size when it began
   */
  void digest(boolean atMaximum) {
    for (AllocationSite site : sites) {
      // rule: a site of which nothing was found is not looked at, and its mementos add up.
      if (site != null && site.found > 0) {
        decide(site, atMaximum);
        site.created = 0;
        site.found = 0;
      }
    }
  }

  private static void decide(AllocationSite site, boolean atMaximum) {
    boolean open = site.decision == Decision.NONE || site.decision == Decision.MAYBE_TENURE;
    if (open && site.created >= V8Rules.LEAST_MEMENTOS) {
      double survived = (double) site.found / site.created;
      site.decision = decision(survived, atMaximum);
    }
  }

  private static Decision decision(double survived, boolean atMaximum) {
    if (survived < V8Rules.TENURED_SHARE) {
      return Decision.DO_NOT_TENURE;
    }
    return atMaximum ? Decision.TENURE : Decision.MAYBE_TENURE;
  }
}
