package dev.plimsoll.external.internal;

import dev.plimsoll.external.Codec;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.RetentionListener;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What a builder collected, checked.
 *
 * @param namespace names the entries on the server
 * @param codec turns values into bytes
 * @param maxValueBytes the largest encoded value
 * @param deadline the longest remote part of a call
 * @param maxInFlight the most operations under way
 * @param lease how long one process may load alone; zero for no lease
 * @param earlyRefresh XFetch's beta; 0 for none
 * @param staleOnError how long an expired value may stand in for a loader that fails
 * @param owner whose memory values on their way out are
 * @param retention hears of them
 * @param clockMillis milliseconds since 1970
 * @param <V> the type of the values
 */
public record CacheOptions<V>(
    String namespace,
    Codec<V> codec,
    int maxValueBytes,
    Duration deadline,
    int maxInFlight,
    Duration lease,
    double earlyRefresh,
    Duration staleOnError,
    Owner owner,
    RetentionListener retention,
    LongSupplier clockMillis) {}
