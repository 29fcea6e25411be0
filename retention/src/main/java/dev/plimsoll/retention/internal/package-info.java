/** What the modules above share and users do not need. May change at any time. */
@NullMarked
package dev.plimsoll.retention.internal;

import org.jspecify.annotations.NullMarked;
