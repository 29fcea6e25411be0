package dev.plimsoll.watch.dump;

/**
 * The algorithm of {@link Dominators}: from a depth-first order to immediate dominators, all as
 * numbers.
 */
final class SemiNca {

  private final DepthFirstOrder order;
  private final int[] ancestor;

  /**
   * The least semidominator on the compressed path above a number that is linked; the number itself
   * before.
   */
  private final int[] label;

  private final int[] semi;
  private final IntStack path = new IntStack();

  SemiNca(DepthFirstOrder order) {
    this.order = order;
    this.ancestor = order.parents().clone();
    this.label = new int[order.reached()];
    this.semi = new int[order.reached()];
    for (int number = 0; number < label.length; number++) {
      label[number] = number;
    }
  }

  int[] immediate() {
    semidominators();
    return nearestCommonAncestors();
  }

  private void semidominators() {
    int[] starts = order.sourceStart();
    int[] sources = order.sources();
    for (int number = semi.length - 1; number > 0; number--) {
      int least = order.parents()[number];
      for (int edge = starts[number]; edge < starts[number + 1]; edge++) {
        least = Math.min(least, evaluate(sources[edge], number));
      }
      semi[number] = least;
      label[number] = least;
    }
  }

  /**
   * Returns the least semidominator on the path above source, as far as numbers above linked are
   * concerned.
   */
  private int evaluate(int source, int linked) {
    if (source <= linked) {
      return source;
    }
    int top = source;
    while (ancestor[top] > linked) {
      path.push(top);
      top = ancestor[top];
    }
    while (!path.isEmpty()) {
      int below = path.pop();
      label[below] = Math.min(label[below], label[ancestor[below]]);
      ancestor[below] = ancestor[ancestor[below]];
    }
    return label[source];
  }

  /**
   * Turns semidominators into immediate dominators in place: those of smaller numbers are final
   * already.
   */
  private int[] nearestCommonAncestors() {
    for (int number = 1; number < semi.length; number++) {
      int dominator = order.parents()[number];
      while (dominator > semi[number]) {
        dominator = semi[dominator];
      }
      semi[number] = dominator;
    }
    return semi;
  }
}
