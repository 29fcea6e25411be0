package dev.plimsoll.cache;

/**
 * Takes up a cache line before the fields of its subclass: what a writer stores there takes nothing
 * out of the caches of those who read the neighbours in memory.
 */
abstract class CacheLine {

  long p0, p1, p2, p3, p4, p5, p6, p7;
}
