package dev.plimsoll.external.redis;

import dev.plimsoll.external.Codec;
import dev.plimsoll.external.internal.Times;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.RedisProtocol;

/**
 * The options of a queue on a Redis stream. Name, codec, capacity, largest element and deadline
 * must be given; {@link #build()} says so otherwise. Not safe for use by several threads.
 *
 * @param <E> the type of the elements
 */
public final class RedisStreamQueueBuilder<E> {

  private static final int IN_FLIGHT = 64;
  private static final Duration DEFAULT_TAKEOVER = Duration.ofSeconds(30);

  private final RedisEndpoint endpoint;
  private @Nullable String name;
  private @Nullable Codec<E> codec;
  private @Nullable Duration deadline;
  private long capacity;
  private int maxElementBytes;
  private String group = "plimsoll";
  private String consumer = UUID.randomUUID().toString();
  private Duration takeover = DEFAULT_TAKEOVER;

  RedisStreamQueueBuilder(RedisEndpoint endpoint) {
    this.endpoint = endpoint.with(endpoint.access().withProtocol(RedisProtocol.RESP2));
  }

  /** What was collected. */
  record Options<E>(
      String name,
      String group,
      String consumer,
      Codec<E> codec,
      long capacity,
      int maxElementBytes,
      Duration deadline,
      Duration takeover,
      int maxInFlight) {}

  /**
   * Names the stream on the server.
   *
   * @param stream not blank
   * @return this builder
   */
  public RedisStreamQueueBuilder<E> name(String stream) {
    name = notBlank("name", stream);
    return this;
  }

  /**
   * Names the consumers that share the elements among them; all of one queue name the same.
   *
   * @param shared not blank
   * @return this builder
   */
  public RedisStreamQueueBuilder<E> group(String shared) {
    group = notBlank("group", shared);
    return this;
  }

  /**
   * Names this consumer; a random name unless told.
   *
   * @param own not blank
   * @return this builder
   */
  public RedisStreamQueueBuilder<E> consumer(String own) {
    consumer = notBlank("consumer", own);
    return this;
  }

  /**
   * Sets how elements become bytes.
   *
   * @param chosen the codec
   * @param <W> the type of the elements
   * @return this builder, for that type
   */
  @SuppressWarnings("unchecked") // No element was seen yet: the type is only now chosen.
  public <W> RedisStreamQueueBuilder<W> codec(Codec<W> chosen) {
    RedisStreamQueueBuilder<W> typed = (RedisStreamQueueBuilder<W>) this;
    typed.codec = Objects.requireNonNull(chosen, "codec");
    return typed;
  }

  /**
   * Bounds the elements queued or not yet acknowledged.
   *
   * @param elements positive
   * @return this builder
   */
  public RedisStreamQueueBuilder<E> capacity(long elements) {
    capacity = positive("capacity", elements);
    return this;
  }

  /**
   * Bounds an encoded element.
   *
   * @param bytes positive
   * @return this builder
   */
  public RedisStreamQueueBuilder<E> maxElementBytes(int bytes) {
    maxElementBytes = (int) positive("maxElementBytes", bytes);
    return this;
  }

  /**
   * Sets the longest time that a call takes beside the wait it was asked for.
   *
   * @param time at least one millisecond
   * @return this builder
   */
  public RedisStreamQueueBuilder<E> deadline(Duration time) {
    deadline = Times.timeout("deadline", time);
    return this;
  }

  /**
   * Sets after how long an element that was not acknowledged goes to another consumer; 30 s unless
   * told.
   *
   * @param time longer than an element's work takes
   * @return this builder
   */
  public RedisStreamQueueBuilder<E> takeoverAfter(Duration time) {
    takeover = Times.bounded("takeoverAfter", time);
    return this;
  }

  /**
   * {@return the queue; nothing is connected yet}
   *
   * @throws IllegalStateException when an option that must be given is not
   */
  public RedisStreamQueue<E> build() {
    if (name == null || codec == null || deadline == null) {
      throw new IllegalStateException(
          "the queue needs a name, a codec and a deadline: call name, codec and deadline");
    }
    if (capacity == 0 || maxElementBytes == 0) {
      throw new IllegalStateException(
          "the queue needs bounds: call capacity(elements) and maxElementBytes(bytes)");
    }
    Options<E> options =
        new Options<>(
            name, group, consumer, codec, capacity, maxElementBytes, deadline, takeover, IN_FLIGHT);
    return new RedisStreamQueue<>(options, endpoint);
  }

  private static String notBlank(String what, String value) {
    if (Objects.requireNonNull(value, what).isBlank()) {
      throw new IllegalArgumentException(what + " must not be blank: \"" + value + '"');
    }
    return value;
  }

  private static long positive(String what, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(what + " must be positive: " + value);
    }
    return value;
  }
}
