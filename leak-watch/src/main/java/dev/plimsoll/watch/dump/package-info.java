/**
 * Reads heap dumps in the HPROF format: a memory-mapped file, indexes in arrays, and the algorithms
 * over the graph of objects. Not exported; {@link dev.plimsoll.watch.HeapDump} is its public face.
 *
 * <p>Format: "HPROF Binary Heap/CPU Profiling Agent", the manual of JDK 6 and the comment in
 * HotSpot's heapDumper.cpp.
 */
@NullMarked
package dev.plimsoll.watch.dump;

import org.jspecify.annotations.NullMarked;
