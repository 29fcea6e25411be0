/** How the lessons and the demo print what they measure. */
@NullMarked
package dev.plimsoll.examples.print;

import org.jspecify.annotations.NullMarked;
