/** Child JVMs for what must not happen in this one: small heaps, and running out of memory. */
@NullMarked
package dev.plimsoll.examples.jvm;

import org.jspecify.annotations.NullMarked;
