/**
 * What if a cache's limit, the new space or the heap had another size: a recording of what real
 * containers did, replayed on simulated heaps of any sizes, as a table, a picture and an advice.
 */
@NullMarked
package dev.plimsoll.simulator.whatif;

import org.jspecify.annotations.NullMarked;
