/**
 * JavaScript objects on a simulated heap: how large V8 makes them, what a list or a map allocates
 * as it grows, and which strings it keeps. Programs written in these terms load a simulated heap as
 * the JavaScript they stand for loads V8's.
 *
 * <p>Sizes of arrays, object literals, strings and buffers are V8's own, measured. What objects
 * used as maps allocate, and how long strings live, are estimates, and their classes say so.
 */
@NullMarked
package dev.plimsoll.simulator.js;

import org.jspecify.annotations.NullMarked;
