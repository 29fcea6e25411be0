/** Tests of the caches outside the process; those against real servers end in {@code IT}. */
package dev.plimsoll.external;
