package dev.plimsoll.watch;

/**
 * An object that only GC roots dominate, and what would go with it.
 *
 * @param type its class, with the owner's name if it is an owner's container: {@code
 *     java.util.HashMap "orders"}
 * @param shallowBytes what it takes itself
 * @param retainedBytes what it keeps alive, itself included
 * @param retainedObjects how many objects that is
 * @param path one path from a GC root to it, in words
 */
public record Dominator(
    String type, long shallowBytes, long retainedBytes, long retainedObjects, String path) {}
