package dev.plimsoll.external;

import dev.plimsoll.external.internal.CacheOptions;
import dev.plimsoll.external.internal.Times;
import dev.plimsoll.retention.Bound;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.RetentionListener;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The options that every adapter has. Namespace, codec, deadline and largest value must be given;
 * {@code build()} says so otherwise. Not safe for use by several threads.
 *
 * @param <V> the type of the values
 * @param <B> the adapter's own builder
 */
public abstract class ExternalCacheBuilder<V, B extends ExternalCacheBuilder<V, B>> {

  private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final int DEFAULT_IN_FLIGHT = 64;

  private @Nullable String namespace;
  private @Nullable Codec<V> codec;
  private @Nullable Duration deadline;
  private int maxValueBytes;
  private int maxInFlight = DEFAULT_IN_FLIGHT;
  private Duration lease = Duration.ZERO;
  private double earlyRefresh;
  private Duration staleOnError = Duration.ZERO;
  private RetentionListener retention = RetentionListener.none();

  /** For the adapters. */
  protected ExternalCacheBuilder() {}

  /** {@return this builder} */
  protected abstract B self();

  /**
   * {@return the cache; nothing is connected yet}
   *
   * @throws IllegalStateException when an option that must be given is not
   */
  public abstract ExternalCache<V> build();

  /**
   * Names the entries on the server, so that several caches can share it.
   *
   * @param name letters, digits, dot, underscore and hyphen; at most 64
   * @return this builder
   */
  public B namespace(String name) {
    if (!NAMESPACE.matcher(Objects.requireNonNull(name, "name")).matches()) {
      throw new IllegalArgumentException(
          "a namespace is 1 to 64 letters, digits, dots, underscores and hyphens: \"" + name + '"');
    }
    namespace = name;
    return self();
  }

  /**
   * Sets how values become bytes. For the adapters, whose builder changes its type here.
   *
   * @param chosen the codec
   */
  protected final void useCodec(Codec<V> chosen) {
    int id = Objects.requireNonNull(chosen, "codec").id();
    if (id < 1 || id > 255) {
      throw new IllegalArgumentException("a codec's id must be in [1, 255]: " + id);
    }
    codec = chosen;
  }

  /**
   * Sets the longest time that the remote part of a call takes; a call that is not answered by then
   * is unavailable.
   *
   * @param time at least one millisecond
   * @return this builder
   */
  public B deadline(Duration time) {
    deadline = Times.timeout("deadline", time);
    return self();
  }

  /**
   * Sets the largest encoded value; a larger one is refused before anything is sent.
   *
   * @param bytes positive
   * @return this builder
   */
  public B maxValueBytes(int bytes) {
    maxValueBytes = positive("maxValueBytes", bytes);
    return self();
  }

  /**
   * Bounds the operations under way; more wait, up to their deadline.
   *
   * @param operations positive; 64 unless told
   * @return this builder
   */
  public B maxInFlight(int operations) {
    maxInFlight = positive("maxInFlight", operations);
    return self();
  }

  /**
   * Lets one process load a missing key while the others wait for its value. Without it every
   * process loads once.
   *
   * @param time how long the others wait at most, and when the lease of a process that died ends;
   *     longer than a load takes
   * @return this builder
   */
  public B lease(Duration time) {
    lease = Times.timeout("lease", time);
    return self();
  }

  /**
   * Refreshes a value before it expires, at a random moment that comes the earlier the longer it
   * takes to load (XFetch: Vattani, Chierichetti, Lowenstein, "Optimal Probabilistic Cache Stampede
   * Prevention", VLDB 2015).
   *
   * @param beta 1 is the paper's optimum; more refreshes earlier
   * @return this builder
   */
  public B earlyRefresh(double beta) {
    if (!(beta > 0 && beta < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("beta must be positive: " + beta);
    }
    earlyRefresh = beta;
    return self();
  }

  /**
   * Keeps values on the server past their end, to answer them when a loader fails. Whether a value
   * has expired is then told by this machine's clock.
   *
   * @param grace how long past the end
   * @return this builder
   */
  public B staleOnError(Duration grace) {
    staleOnError = Times.timeout("staleOnError", grace);
    return self();
  }

  /**
   * Tells a listener of the encoded values on their way to the server.
   *
   * @param listener the listener
   * @return this builder
   */
  public B retention(RetentionListener listener) {
    retention = Objects.requireNonNull(listener, "listener");
    return self();
  }

  /**
   * {@return the options, checked; for the adapters}
   *
   * @throws IllegalStateException when one that must be given is not
   */
  protected final CacheOptions<V> options() {
    if (namespace == null) {
      throw missing("a namespace", "namespace(\"users\")");
    }
    if (codec == null) {
      throw missing("a codec", "codec(Codec.utf8())");
    }
    if (deadline == null) {
      throw missing("a deadline", "deadline(Duration.ofMillis(100))");
    }
    if (maxValueBytes == 0) {
      throw missing("a maximum value size", "maxValueBytes(64 * 1024)");
    }
    Owner owner = Owner.named(namespace + " in flight", Bound.entries(maxInFlight));
    return new CacheOptions<>(
        namespace,
        codec,
        maxValueBytes,
        deadline,
        maxInFlight,
        lease,
        earlyRefresh,
        staleOnError,
        owner,
        retention,
        System::currentTimeMillis);
  }

  private static IllegalStateException missing(String what, String call) {
    return new IllegalStateException("the cache needs " + what + ": call " + call);
  }

  private static int positive(String name, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive: " + value);
    }
    return value;
  }
}
