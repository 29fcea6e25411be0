/** Caches outside the process, behind one safe interface. */
@NullMarked
package dev.plimsoll.external;

import org.jspecify.annotations.NullMarked;
