/** Numbered lessons and the demo server. */
@NullMarked
package dev.plimsoll.examples;

import org.jspecify.annotations.NullMarked;
