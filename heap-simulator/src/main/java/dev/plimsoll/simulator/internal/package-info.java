/** What several packages of this module share and nobody else sees. */
@NullMarked
package dev.plimsoll.simulator.internal;

import org.jspecify.annotations.NullMarked;
