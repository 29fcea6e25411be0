package dev.plimsoll.retention;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * The books of what is held: live bytes and entries of each owner, and the same by age. The
 * listener to leave on in production; hand it to the containers, and read it whenever you like.
 *
 * <p>Safe for any number of threads. Hearing an object retained or released takes a stripe of the
 * owner's account that is free at the moment, never a lock that is shared by all, and allocates
 * nothing but the first account, the first use of each stripe (1 KB) and new age bounds (0.5 KB for
 * each 1,024 ids or more). Reading stops nobody.
 *
 * <p><b>Owners are held weakly.</b> The ledger keeps no owner and no container reachable: when the
 * last other reference to an owner goes (usually with its container), its line leaves the ledger
 * together with whatever it still held. Only {@link #watch(Owner, LongSupplier, LongSupplier)}
 * keeps what its suppliers capture, until it is closed.
 *
 * <p><b>Exactness.</b> Once all calls have returned, entries, bytes and cohorts are exact. While
 * calls go on, a reading is exact for each stripe but not taken at one single moment; it may miss
 * the half of what happens meanwhile, and never shows a negative figure. A ledger counts only what
 * it hears: give it to a container before the container holds anything.
 */
public final class RetentionLedger implements RetentionListener {

  private static final int SAMPLED_VALUES = 64;

  private final AccountTable accounts = new AccountTable();
  private final CopyOnWriteArrayList<Watched> watched = new CopyOnWriteArrayList<>();

  private RetentionLedger() {}

  /** {@return a new, empty ledger} */
  public static RetentionLedger create() {
    return new RetentionLedger();
  }

  @Override
  public void retained(Owner owner, long id, long bytes) {
    accounts.of(owner).retained(id, bytes);
  }

  @Override
  public void released(Owner owner, long id, long bytes, ReleaseCause cause) {
    accounts.of(owner).released(id, bytes);
  }

  @Override
  public void allocated(Owner owner, long bytes) {
    accounts.of(owner).allocated(bytes);
  }

  /** As {@link #retained} for each of the ids that follow on {@code firstId}. */
  void retainedRun(Owner owner, long firstId, long[] bytes, int count) {
    if (count > 0) {
      accounts.of(owner).countRun(firstId, bytes, count, 1);
    }
  }

  /** As {@link #released} for each of the ids that follow on {@code firstId}. */
  void releasedRun(Owner owner, long firstId, long[] bytes, int count) {
    if (count > 0) {
      accounts.of(owner).countRun(firstId, bytes, count, -1);
    }
  }

  /**
   * Reads every owner that has reported or is watched.
   *
   * @return what each owner holds, the most bytes first; owners whose bytes are unknown come last,
   *     the most entries first
   */
  public List<Holding> owners() {
    List<Holding> holdings = new ArrayList<>();
    accounts.forEach(
        account -> {
          Owner owner = account.get();
          if (owner != null) {
            holdings.add(AccountReading.read(owner, account));
          }
        });
    for (Watched container : watched) {
      container.read().ifPresent(holdings::add);
    }
    watched.removeIf(Watched::isGone);
    holdings.sort(
        Comparator.comparingLong(Holding::bytes).thenComparingLong(Holding::entries).reversed());
    return holdings;
  }

  /**
   * {@return the bytes of all owners whose bytes are known or estimated; see {@link #totals()} for
   * the entries that this leaves out}
   */
  public long totalBytes() {
    return totals().bytes();
  }

  /** {@return what all owners hold together} */
  public Totals totals() {
    return Totals.of(owners());
  }

  /** {@return what every owner holds now, to be compared with later} */
  public RetentionMark mark() {
    return new RetentionMark(owners());
  }

  /**
   * Compares with an earlier moment.
   *
   * @param mark an earlier {@link #mark()} of this ledger
   * @return the growth of each owner alive now, the most bytes first; an owner that the mark does
   *     not know has grown from nothing
   */
  public List<Growth> growthSince(RetentionMark mark) {
    Map<Owner, RetentionMark.Held> before = mark.byOwner();
    return owners().stream()
        .map(
            now ->
                Growth.between(before.getOrDefault(now.owner(), RetentionMark.Held.NOTHING), now))
        .sorted(
            Comparator.comparingLong(Growth::bytes).thenComparingLong(Growth::entries).reversed())
        .toList();
  }

  /**
   * Watches a container that does not report by itself: any map, a Caffeine, Guava or Spring cache.
   * Its figures are asked for on each reading and cost it nothing otherwise; the age of what it
   * holds stays unknown. A supplier that throws, or a negative count, is logged and leaves the
   * owner out of that one reading.
   *
   * <p>The ledger keeps the owner and whatever the suppliers capture, usually the container itself,
   * until the subscription is closed. {@link #watch(Owner, Object, ToLongFunction, ToLongFunction)}
   * does not.
   *
   * @param owner whose container it is; {@linkplain Bound declare} its bound if it has one
   * @param count how many entries it holds
   * @param bytes how many bytes it holds, or {@link RetentionListener#UNKNOWN_BYTES}
   * @return ends the watch when closed
   * @throws IllegalArgumentException if this owner is watched already or reports by itself
   */
  public Subscription watch(Owner owner, LongSupplier count, LongSupplier bytes) {
    Objects.requireNonNull(count, "count");
    Objects.requireNonNull(bytes, "bytes");
    return watch(owner, () -> Watched.Sample.told(count.getAsLong(), bytes.getAsLong()));
  }

  /**
   * Watches a container as {@link #watch(Owner, LongSupplier, LongSupplier)} does, but refers to it
   * weakly: when it is collected, the watch ends by itself.
   *
   * @param owner whose container it is
   * @param container the container
   * @param count how many entries it holds; must not capture the container
   * @param bytes how many bytes it holds, or {@link RetentionListener#UNKNOWN_BYTES}; must not
   *     capture the container
   * @param <C> the container's type
   * @return ends the watch when closed
   * @throws IllegalArgumentException if this owner is watched already or reports by itself
   */
  public <C> Subscription watch(
      Owner owner, C container, ToLongFunction<? super C> count, ToLongFunction<? super C> bytes) {
    Objects.requireNonNull(count, "count");
    Objects.requireNonNull(bytes, "bytes");
    return watchWeakly(
        owner,
        container,
        held -> Watched.Sample.told(count.applyAsLong(held), bytes.applyAsLong(held)));
  }

  /**
   * Watches a container whose bytes nobody counts: measures the first 64 values that it yields on
   * each reading and takes the others to be as large, marked as {@linkplain
   * Holding.Quality#ESTIMATED estimated}. Refers to the container weakly.
   *
   * @param owner whose container it is
   * @param container the container
   * @param values its values, for example {@code Map::values}; must not capture the container
   * @param footprint the bytes of one value
   * @param <C> the container's type
   * @param <V> the values' type
   * @return ends the watch when closed
   * @throws IllegalArgumentException if this owner is watched already or reports by itself
   */
  public <C, V> Subscription watchSampled(
      Owner owner,
      C container,
      Function<? super C, ? extends Collection<? extends V>> values,
      Footprint<? super V> footprint) {
    Objects.requireNonNull(values, "values");
    Objects.requireNonNull(footprint, "footprint");
    return watchWeakly(owner, container, held -> sample(values.apply(held), footprint));
  }

  private <C> Subscription watchWeakly(
      Owner owner, C container, Function<C, Watched.Sample> sampling) {
    Objects.requireNonNull(container, "container");
    if (owner.container().isEmpty()) {
      owner.heldBy(container);
    }
    WeakReference<C> reference = new WeakReference<>(container);
    return watch(
        owner,
        () -> {
          C held = reference.get();
          return held == null ? null : sampling.apply(held);
        });
  }

  private synchronized Subscription watch(Owner owner, Watched.Probe probe) {
    Objects.requireNonNull(owner, "owner");
    if (accounts.contains(owner) || watched.stream().anyMatch(w -> w.owner() == owner)) {
      throw new IllegalArgumentException(
          "the owner \""
              + owner
              + "\" is in this ledger already; watch it under an owner of its own");
    }
    Watched container = new Watched(owner, probe);
    watched.add(container);
    return () -> watched.remove(container);
  }

  private static <V> Watched.Sample sample(
      Collection<? extends V> values, Footprint<? super V> footprint) {
    long bytes = 0;
    int measured = 0;
    Iterator<? extends V> iterator = values.iterator();
    while (measured < SAMPLED_VALUES && iterator.hasNext()) {
      bytes += footprint.bytes(iterator.next());
      measured++;
    }
    if (!iterator.hasNext()) {
      return Watched.Sample.told(measured, bytes);
    }
    long entries = Math.max(measured, values.size());
    long estimate = Math.round((double) bytes / measured * entries);
    return new Watched.Sample(entries, estimate, Holding.Quality.ESTIMATED);
  }
}
