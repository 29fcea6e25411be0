/**
 * Real Redis and Memcached servers on free loopback ports, for tests, examples and benchmarks.
 *
 * <p>A server's program is looked for in a fixed order: the path, Debian packages unpacked below
 * {@code target/}, a server shipped inside a jar, a container if Docker answers. When nothing is
 * found the search fails and names every attempt: a test that needs a server never skips. Not
 * published.
 */
@NullMarked
package dev.plimsoll.servers;

import org.jspecify.annotations.NullMarked;
