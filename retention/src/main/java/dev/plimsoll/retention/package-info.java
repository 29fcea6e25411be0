/**
 * The retention SPI: every container that can hold memory tells a {@link
 * dev.plimsoll.retention.RetentionListener} what it holds and what it lets go, by {@link
 * dev.plimsoll.retention.Owner}.
 *
 * <p>The direction is one way, from a container to its listener.
 */
@NullMarked
package dev.plimsoll.retention;

import org.jspecify.annotations.NullMarked;
