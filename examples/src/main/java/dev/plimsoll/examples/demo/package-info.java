/**
 * The main job: one HTTP server, twice, in two small JVMs under the same load. One holds what it is
 * given and runs out of memory, the other is bounded and goes on.
 */
@NullMarked
package dev.plimsoll.examples.demo;

import org.jspecify.annotations.NullMarked;
