package dev.plimsoll.simulator;

import java.util.Arrays;

/**
 * Objects kept alive because a scope that is still open allocated them. Outside any scope the
 * newest object alone is kept, until the next allocation has its own: a collection never runs
 * between allocating an object and rooting it.
 */
final class ScopeStack {

  private int[] handles = new int[64];
  private int size;
  private int depth;
  // 1 inside a scope: each object gets a place. 0 outside: the newest takes the place of the last.
  private int step;

  void add(int handle) {
    if (size == handles.length) {
      handles = Arrays.copyOf(handles, size * 2);
    }
    handles[size] = handle;
    size += step;
  }

  /** Opens a scope and answers where its objects begin. */
  int open() {
    if (depth == 0) {
      // The newest object stays where it is: a callee's scope must not take its argument.
      size = 1;
    }
    depth++;
    step = 1;
    return size;
  }

  void close(int openedAtDepth, int begin) {
    if (openedAtDepth != depth) {
      throw new IllegalStateException(
          openedAtDepth > depth
              ? "this scope is closed already: depth=" + openedAtDepth
              : "a scope inside this one is still open: depth=" + depth);
    }
    depth--;
    size = begin;
    if (depth == 0) {
      step = 0;
      size = 0;
    }
  }

  int depth() {
    return depth;
  }

  int end() {
    return depth == 0 ? 1 : size;
  }

  int handleAt(int index) {
    return handles[index];
  }
}
