/** The command {@code leak-watch-all.jar}: a dump's report in the terminal and as HTML. */
@NullMarked
package dev.plimsoll.watch.command;

import org.jspecify.annotations.NullMarked;
