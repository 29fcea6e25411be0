package dev.plimsoll.watch.dump;

/**
 * Why an object is kept.
 *
 * @param kind of which kind the root is
 * @param node the object kept
 * @param place for a static field the class object's id, for a local the thread's serial number,
 *     else 0
 * @param detail for a static field the id of its name, for a local the frame's depth, else 0
 */
record GcRoot(RootKind kind, int node, long place, long detail) {}
