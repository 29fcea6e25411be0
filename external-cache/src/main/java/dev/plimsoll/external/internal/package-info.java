/**
 * Machinery shared by the adapters. Public only because Java has no other way to share it between
 * packages: not part of the API, and free to change at any time.
 */
@NullMarked
package dev.plimsoll.external.internal;

import org.jspecify.annotations.NullMarked;
