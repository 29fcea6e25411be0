/**
 * The cache on Memcached: one server or a ketama ring of several, over a pooled transport of ours
 * that speaks the meta protocol, or over spymemcached in a configuration that cannot leak or stall.
 */
@NullMarked
package dev.plimsoll.external.memcached;

import org.jspecify.annotations.NullMarked;
