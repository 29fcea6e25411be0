package dev.plimsoll.simulator;

/** Handles that are alive by decree. A root's number is its place in a table; 0 is none. */
final class RootTable {

  private static final int FREE = -1;

  private final IntList handles = new IntList();
  private final IntList freeRoots = new IntList();

  RootTable() {
    handles.add(FREE);
  }

  int add(int handle) {
    if (freeRoots.isEmpty()) {
      handles.add(handle);
      return handles.size() - 1;
    }
    int root = freeRoots.removeLast();
    handles.set(root, handle);
    return root;
  }

  void set(int root, int handle) {
    check(root);
    handles.set(root, handle);
  }

  int get(int root) {
    check(root);
    return handles.get(root);
  }

  void remove(int root) {
    check(root);
    handles.set(root, FREE);
    freeRoots.add(root);
  }

  /** One more than the highest root's number. */
  int end() {
    return handles.size();
  }

  /** {@return the root's handle; 0 or less for none} */
  int handleAt(int root) {
    return handles.get(root);
  }

  private void check(int root) {
    if (root <= 0 || root >= handles.size() || handles.get(root) == FREE) {
      throw new IllegalArgumentException(
          "no root has the number " + root + "; use what addRoot answered, until removeRoot");
    }
  }
}
