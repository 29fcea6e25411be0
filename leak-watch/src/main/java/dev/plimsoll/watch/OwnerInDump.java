package dev.plimsoll.watch;

/**
 * An owner found in a heap dump.
 *
 * @param name its name
 * @param containerType the class of the container that holds its memory
 * @param retainedBytes what the container keeps alive, itself included
 * @param retainedObjects how many objects that is
 * @param path one path from a GC root to the container, in words
 */
public record OwnerInDump(
    String name, String containerType, long retainedBytes, long retainedObjects, String path) {}
