/** Caches that are bounded, can be found and can be cleared. */
@NullMarked
package dev.plimsoll.cache;

import org.jspecify.annotations.NullMarked;
