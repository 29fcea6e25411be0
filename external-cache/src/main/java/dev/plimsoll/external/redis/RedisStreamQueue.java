package dev.plimsoll.external.redis;

import dev.plimsoll.external.Codec;
import dev.plimsoll.external.UnavailableException;
import dev.plimsoll.external.internal.Deadline;
import dev.plimsoll.external.internal.NodeGuard;
import dev.plimsoll.external.internal.Times;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.Protocol.Keyword;

/**
 * A bounded queue on a Redis stream, for who outgrows one machine. An element is delivered at least
 * once: it stays in the stream, and counts against the capacity, until a consumer acknowledges it,
 * and is delivered to another consumer when it is not acknowledged in time. A full queue refuses;
 * it never drops what it holds.
 *
 * <p>Every method throws {@link UnavailableException} when the server does not answer by the
 * deadline. Safe for use by many threads. On a cluster a queue lives on one master.
 *
 * @param <E> the type of the elements
 */
public final class RedisStreamQueue<E> implements AutoCloseable {

  private static final byte[] NEW_ONES = {'>'};

  private final RedisStreamQueueBuilder.Options<E> options;
  private final RedisTopology topology;
  private final RedisConnector connector;
  private final RedisExchange exchange;
  private final RedisStreamName name;
  private final AtomicLong nextTakeover = new AtomicLong(System.nanoTime());
  private final AtomicBoolean closed = new AtomicBoolean();

  RedisStreamQueue(RedisStreamQueueBuilder.Options<E> options, RedisEndpoint endpoint) {
    this.options = options;
    this.connector =
        new RedisConnector(endpoint.access(), (int) options.deadline().toMillis(), options.name());
    this.topology = endpoint.nodes().make(connector, options.maxInFlight());
    this.exchange = new RedisExchange(topology);
    this.name = new RedisStreamName(options.name(), options.group(), options.consumer());
    NodeGuard.warmUp();
  }

  /**
   * Begins a queue on one server.
   *
   * @param uri as {@link RedisCache#connect(String)} takes it
   * @return the builder
   */
  public static RedisStreamQueueBuilder<Object> connect(String uri) {
    return new RedisStreamQueueBuilder<>(
        RedisEndpoint.one(URI.create(Objects.requireNonNull(uri, "uri"))));
  }

  /**
   * Begins a queue on a Redis Cluster.
   *
   * @param addresses {@code host:port} of some of its nodes
   * @return the builder
   */
  public static RedisStreamQueueBuilder<Object> connectCluster(Collection<String> addresses) {
    return new RedisStreamQueueBuilder<>(RedisEndpoint.cluster(addresses));
  }

  /**
   * Begins a queue on the master that sentinels name.
   *
   * @param master the name the sentinels know it by
   * @param sentinels {@code host:port} of the sentinels
   * @return the builder
   */
  public static RedisStreamQueueBuilder<Object> connectSentinel(
      String master, Collection<String> sentinels) {
    return new RedisStreamQueueBuilder<>(RedisEndpoint.sentinel(master, sentinels));
  }

  /**
   * Appends an element.
   *
   * @param element the element
   * @return whether there was room
   * @throws IllegalArgumentException when it is larger than the builder allowed
   * @throws UnavailableException when nobody answered; the element may be in the queue all the same
   */
  public boolean offer(E element) {
    byte[] bytes = options.codec().encode(Objects.requireNonNull(element, "element"));
    if (bytes.length > options.maxElementBytes()) {
      throw new IllegalArgumentException(
          "an element of "
              + bytes.length
              + " bytes is over maxElementBytes("
              + options.maxElementBytes()
              + ")");
    }
    List<byte[]> arguments = List.of(RedisStreamName.text(options.capacity()), bytes);
    return (Long) script(RedisScripts.OFFER, arguments) == 1;
  }

  /**
   * Takes the oldest element that no consumer has, or one whose consumer did not acknowledge it in
   * time.
   *
   * @param wait how long to wait for one, on the server; at least zero, a hundred years at most
   * @return the element, or nothing
   * @throws IllegalArgumentException when the time to wait is negative
   * @throws UnavailableException when nobody answered by the deadline and the time to wait
   */
  public Optional<Delivery<E>> poll(Duration wait) {
    if (Objects.requireNonNull(wait, "wait").isNegative()) {
      throw new IllegalArgumentException("wait must not be negative: " + wait);
    }
    Duration bounded = wait.compareTo(Times.LONGEST) < 0 ? wait : Times.LONGEST;
    Deadline end = Deadline.in(options.deadline().plus(bounded).toNanos());
    Optional<Delivery<E>> overdue = takeOver();
    return overdue.isPresent() ? overdue : readNew(bounded, end);
  }

  /** {@return how many elements are queued or not yet acknowledged} */
  public long depth() {
    CommandArguments length = new CommandArguments(Command.XLEN).add(name.stream());
    return (Long) one(length, true, deadline());
  }

  private Optional<Delivery<E>> readNew(Duration wait, Deadline end) {
    CommandArguments read =
        new CommandArguments(Command.XREADGROUP)
            .add(Keyword.GROUP)
            .add(name.group())
            .add(name.consumer())
            .add(Keyword.COUNT)
            .add(1);
    if (wait.toMillis() > 0) {
      read.add(Keyword.BLOCK).add(wait.toMillis());
    }
    read.add(Keyword.STREAMS).add(name.stream()).add(NEW_ONES);
    Object reply = inGroup(read, end);
    if (reply == null) {
      return Optional.empty();
    }
    List<?> stream = (List<?>) ((List<?>) reply).get(0);
    return first((List<?>) stream.get(1), false);
  }

  /** Asked only now and then: most of the time nothing is overdue. */
  private Optional<Delivery<E>> takeOver() {
    long due = nextTakeover.get();
    long now = System.nanoTime();
    if (now - due < 0 || !nextTakeover.compareAndSet(due, now + options.takeover().toNanos() / 4)) {
      return Optional.empty();
    }
    CommandArguments claim =
        new CommandArguments(Command.XAUTOCLAIM)
            .add(name.stream())
            .add(name.group())
            .add(name.consumer())
            .add(options.takeover().toMillis())
            .add("0-0")
            .add(Keyword.COUNT)
            .add(1);
    Object reply = inGroup(claim, deadline());
    List<?> claimed = reply == null ? List.of() : (List<?>) ((List<?>) reply).get(1);
    if (claimed.isEmpty() || claimed.get(0) == null) {
      return Optional.empty();
    }
    // Where one was overdue there may be more.
    nextTakeover.set(now);
    return first(claimed, true);
  }

  private Optional<Delivery<E>> first(List<?> entries, boolean takenOver) {
    List<?> entry = (List<?>) entries.get(0);
    byte[] id = (byte[]) entry.get(0);
    List<?> fields = (List<?>) entry.get(1);
    return Optional.of(new Delivery<>(this, id, (byte[]) fields.get(1), takenOver));
  }

  /** Commands of the group, which is made when the server does not know it. */
  private @Nullable Object inGroup(CommandArguments command, Deadline deadline) {
    try {
      return one(command, false, deadline);
    } catch (UnavailableException e) {
      if (!isAnswer(e, "NOGROUP")) {
        throw e;
      }
      createGroup(deadline);
      return one(command, false, deadline);
    }
  }

  private void createGroup(Deadline deadline) {
    CommandArguments create =
        new CommandArguments(Command.XGROUP)
            .add(Keyword.CREATE)
            .add(name.stream())
            .add(name.group())
            .add("0")
            .add("MKSTREAM");
    try {
      Object unused = one(create, false, deadline);
    } catch (UnavailableException e) {
      if (!isAnswer(e, "BUSYGROUP")) {
        throw e;
      }
    }
  }

  private static boolean isAnswer(UnavailableException e, String code) {
    Throwable cause = e.getCause();
    return cause != null && String.valueOf(cause.getMessage()).startsWith(code);
  }

  boolean acknowledge(byte[] id) {
    return (Long) script(RedisScripts.ACKNOWLEDGE, List.of(name.group(), id)) == 1;
  }

  Codec<E> codec() {
    return options.codec();
  }

  private Object script(RedisScripts script, List<byte[]> arguments) {
    checkOpen();
    return exchange.script(name.slot(), script, deadline(), List.of(name.stream()), arguments);
  }

  private Object one(CommandArguments command, boolean repeatable, Deadline deadline) {
    checkOpen();
    return exchange.one(name.slot(), repeatable, deadline, command);
  }

  private Deadline deadline() {
    return Deadline.in(options.deadline().toNanos());
  }

  private void checkOpen() {
    if (closed.get()) {
      throw new IllegalStateException("the queue \"" + options.name() + "\" is closed");
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      topology.close();
      connector.close();
    }
  }

  /**
   * An element handed to this consumer, to be acknowledged when its work is done.
   *
   * @param <E> the type of the element
   */
  public static final class Delivery<E> {
    private final RedisStreamQueue<E> queue;
    private final byte[] id;
    private final byte[] bytes;
    private final boolean takenOver;

    Delivery(RedisStreamQueue<E> queue, byte[] id, byte[] bytes, boolean takenOver) {
      this.queue = queue;
      this.id = id;
      this.bytes = bytes;
      this.takenOver = takenOver;
    }

    /**
     * {@return the element}
     *
     * @throws RuntimeException when the codec cannot read it; acknowledging still removes it
     */
    public E element() {
      return queue.codec().decode(bytes, 0, bytes.length);
    }

    /** {@return whether another consumer had it before, and may have done its work} */
    public boolean isTakenOver() {
      return takenOver;
    }

    /**
     * Says that the work is done.
     *
     * @return whether it was still waiting for that: false when another consumer acknowledged it
     */
    public boolean acknowledge() {
      return queue.acknowledge(id);
    }
  }
}
