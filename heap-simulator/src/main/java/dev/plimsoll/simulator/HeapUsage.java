package dev.plimsoll.simulator;

/**
 * What {@code process.memoryUsage()} tells in Node, in bytes.
 *
 * @param rss the whole process: the heap, what lies outside it, and the runtime itself
 * @param heapTotal what the heap took from the operating system
 * @param heapUsed what lies in it, dead objects that were not collected yet included
 * @param external what objects hold outside the heap
 */
public record HeapUsage(long rss, long heapTotal, long heapUsed, long external) {}
