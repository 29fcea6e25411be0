/**
 * The cache and the bounded queue on Redis: one server, Redis Cluster or Sentinel, over Jedis.
 *
 * <p>Commands travel on Jedis' connections, but from a pool of ours: the wait in a pool of its
 * clients cannot be given what is left of a call's deadline.
 */
@NullMarked
package dev.plimsoll.external.redis;

import org.jspecify.annotations.NullMarked;
