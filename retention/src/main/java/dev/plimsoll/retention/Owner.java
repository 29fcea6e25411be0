package dev.plimsoll.retention;

import java.lang.ref.WeakReference;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose memory it is: a name for a cache, a queue or a scope, with the bound it declares.
 *
 * <p>Equality is identity: two owners of one name are two owners. An owner knows its container
 * weakly, so that whoever keeps an owner (a ledger, a report) keeps no cache alive. Safe for use by
 * many threads.
 */
public final class Owner {

  private final String name;
  private final Bound bound;
  private volatile @Nullable WeakReference<Object> container;
  // The account in the first ledger that heard of this owner: spares that ledger the look-up.
  private volatile @Nullable Account account;

  private Owner(String name, Bound bound) {
    this.name = name;
    this.bound = bound;
  }

  /**
   * {@return a new owner that declares no bound}
   *
   * @param name what reports call it; not blank
   */
  public static Owner named(String name) {
    return named(name, Bound.none());
  }

  /**
   * {@return a new owner}
   *
   * @param name what reports call it; not blank
   * @param bound what it promises about how much it will hold
   */
  public static Owner named(String name, Bound bound) {
    Objects.requireNonNull(bound, "bound");
    if (Objects.requireNonNull(name, "name").isBlank()) {
      throw new IllegalArgumentException("an owner's name must not be blank: \"" + name + '"');
    }
    return new Owner(name, bound);
  }

  /**
   * Says which object holds this owner's memory, so that a heap dump can be searched for it. The
   * container is referred to weakly.
   *
   * @param holder the container
   * @return this owner
   */
  public Owner heldBy(Object holder) {
    container = new WeakReference<>(Objects.requireNonNull(holder, "holder"));
    return this;
  }

  /** {@return the name} */
  public String name() {
    return name;
  }

  /** {@return the declared bound} */
  public Bound bound() {
    return bound;
  }

  /** {@return the container, if one was named and it is still alive} */
  public Optional<Object> container() {
    WeakReference<Object> reference = container;
    return reference == null ? Optional.empty() : Optional.ofNullable(reference.get());
  }

  @Nullable Account account() {
    return account;
  }

  void account(Account opened) {
    account = opened;
  }

  @Override
  public String toString() {
    return name;
  }
}
