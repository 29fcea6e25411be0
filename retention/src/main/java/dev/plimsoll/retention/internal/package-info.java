/** What this module's packages share and nobody else sees. */
@NullMarked
package dev.plimsoll.retention.internal;

import org.jspecify.annotations.NullMarked;
