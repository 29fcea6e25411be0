/** JSON by Jackson 3, which is needed only by who uses this package. */
@NullMarked
package dev.plimsoll.external.json;

import org.jspecify.annotations.NullMarked;
