package dev.plimsoll.simulator;

/**
 * Large arrays within which V8 6.2 moved elements while marking was under way. It visits such an
 * array anew from its start, and gives it one more place behind all else that waits, at each move:
 * a program that shifts one again and again keeps marking from its end.
 */
final class MovedArrays {

  private final IntList handles = new IntList();
  private final IntList places = new IntList();
  private final IntList visited = new IntList();

  /** The array takes one more place, and of its slots so many have been visited again. */
  void add(int handle, int slotsVisited) {
    int at = indexOf(handle);
    if (at < 0) {
      handles.add(handle);
      places.add(1);
      visited.add(slotsVisited);
    } else {
      places.set(at, places.get(at) + 1);
      visited.set(at, slotsVisited);
    }
  }

  boolean isEmpty() {
    return handles.isEmpty();
  }

  /** The array that is next. */
  int next() {
    return handles.get(handles.size() - 1);
  }

  /** How many slots of the next one have been visited. */
  int visited() {
    return visited.get(visited.size() - 1);
  }

  void visitedUpTo(int slot) {
    visited.set(visited.size() - 1, slot);
  }

  /** The next one gives up a place. */
  void leave() {
    int last = handles.size() - 1;
    places.set(last, places.get(last) - 1);
    if (places.get(last) == 0) {
      handles.removeLast();
      places.removeLast();
      visited.removeLast();
    }
  }

  private int indexOf(int handle) {
    for (int i = 0; i < handles.size(); i++) {
      if (handles.get(i) == handle) {
        return i;
      }
    }
    return -1;
  }
}
